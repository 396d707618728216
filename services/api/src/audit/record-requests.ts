import { Readable } from 'node:stream';
import { type AuditAction, type AuditOutcome, auditMoment } from '@bora/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemMediaType } from '../error-handler.ts';
import { isRedisFailure } from '../redis/is-redis-failure.ts';
import { auditContent } from './audit-content.ts';
import { type AuditedRequest, newAuditedRequest } from './audited-request.ts';
import { declaredAction, demandAuditDeclarations } from './declared-audit.ts';
import { createGlances } from './glances.ts';
import type { RequestAudit } from './request-audit.ts';

/**
 * Writes what declared calls do into the trail: what happens outside of the database before and after it happens, what
 * is shown before it is shown. A change inside the database writes its entry itself (`changeAudited`); one that did not
 * is answered as an error, which a test of the route finds.
 */
export function recordRequests(app: FastifyInstance, audit: RequestAudit): void {
  const glances = createGlances();
  demandAuditDeclarations(app);
  // Made when it is first asked for: a request that is refused before any hook of ours has one too.
  const audited = new WeakMap<FastifyRequest, AuditedRequest>();
  app.decorateRequest('audit', {
    getter(this: FastifyRequest) {
      const known = audited.get(this) ?? newAuditedRequest();
      audited.set(this, known);
      return known;
    },
  });

  app.addHook('preHandler', async (request) => {
    const action = declaredAction(request);
    if (!action) return;
    request.audit.isBegun = true;
    const moment = auditMoment(action);
    if (moment === 'around' || moment === 'scoring')
      await audit.write(action, auditContent(request, audit.subjects, action, { outcome: 'begun' }));
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const action = declaredAction(request);
    if (!action || request.audit.isWritten || !isOfInterest(request, reply)) return payload;
    request.audit.isWritten = true;
    try {
      await writeOutcome(request, reply, action, payload);
    } catch (error) {
      // With Redis away too nothing can be kept; what failed showed and changed nothing, and the client is told why it failed.
      if (reply.statusCode >= 400 && isRedisFailure(error)) return payload;
      if (payload instanceof Readable) payload.destroy();
      throw error;
    }
    return payload;
  });

  async function writeOutcome(
    request: FastifyRequest,
    reply: FastifyReply,
    action: AuditAction,
    payload: unknown,
  ): Promise<void> {
    const moment = auditMoment(action);
    const outcome = outcomeOf(reply.statusCode);
    const content = auditContent(request, audit.subjects, action, {
      outcome,
      problem: problemCode(reply, payload),
      reply,
    });
    if (moment === 'transaction' && outcome === 'done')
      throw new Error(`The change ${action} was made without its entry in the audit trail.`);
    if (moment !== 'glance') return audit.write(action, content);
    if (glances.isKnown(content)) return;
    await audit.write(action, content);
    glances.remember(content);
  }
}

/** What was not begun is recorded where somebody who is known was not allowed to. */
function isOfInterest(request: FastifyRequest, reply: FastifyReply): boolean {
  return request.audit.isBegun || (reply.statusCode === 403 && request.findPrincipal() !== undefined);
}

function outcomeOf(status: number): AuditOutcome {
  if (status < 400) return 'done';
  return status < 500 ? 'refused' : 'failed';
}

function problemCode(reply: FastifyReply, payload: unknown): string | undefined {
  if (typeof payload !== 'string' || !String(reply.getHeader('content-type')).startsWith(problemMediaType))
    return undefined;
  return (JSON.parse(payload) as { code?: string }).code;
}
