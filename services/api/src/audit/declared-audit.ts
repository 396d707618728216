import { type AuditAction, auditActions, unauditedReasons } from '@bora/contracts';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';

/**
 * Refuses, while the app is built, a call that does not say what the trail records of it: every call that is more than
 * a question, and every question under `/v1` and `/api`.
 */
export function demandAuditDeclarations(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (!mustDeclare(route)) return;
    const declared = route.config?.audit;
    if (declared && (declared in auditActions || declared in unauditedReasons)) return;
    throw new UndeclaredAuditError([route.method].flat().join(', '), route.url);
  });
}

/** What a request does, where the trail records it. */
export function declaredAction(request: FastifyRequest): AuditAction | undefined {
  const declared = request.routeOptions.config.audit;
  return declared && declared in auditActions ? (declared as AuditAction) : undefined;
}

const questions = ['GET', 'HEAD', 'OPTIONS'];

function mustDeclare({ method, url }: RouteOptions): boolean {
  const isQuestion = [method].flat().every((one) => questions.includes(one.toUpperCase()));
  return !isQuestion || /^\/(v1|api)\//.test(url);
}

export class UndeclaredAuditError extends Error {
  override readonly name = 'UndeclaredAuditError';

  constructor(method: string, url: string) {
    super(
      `${method} ${url} does not say what the audit trail records of it: give its options \`config: { audit: … }\` ` +
        'with a code of packages/contracts/src/audit-action.ts.',
    );
  }
}
