import type { AuditChange, AuditDeclaration } from '@bora/contracts';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the audit trail records of the call, or why nothing; a call that does not say so is not registered. */
    audit?: AuditDeclaration;
  }
  interface FastifyRequest {
    audit: AuditedRequest;
  }
}

/** What a handler knows of an audited action beside what its declaration, parameters and answer say. */
export interface AuditedRequest {
  /** Of the thing that is made or changed, where neither parameters nor `Location` name it. */
  objectId: string | undefined;
  /** The id by which the lender knows the applicant; the trail gets its HMAC. */
  applicantId: string | undefined;
  readonly changes: AuditChange[];
  /** Whether the handler came to run. */
  isBegun: boolean;
  /** Whether nothing is left to be written. */
  isWritten: boolean;
}

export function newAuditedRequest(): AuditedRequest {
  return {
    objectId: undefined,
    applicantId: undefined,
    changes: [],
    isBegun: false,
    isWritten: false,
  };
}

/** Records a setting that changes; one that stays as it is leaves nothing. */
export function noteChange(request: FastifyRequest, setting: string, from: unknown, to: unknown): void {
  const [before, after] = [asText(from), asText(to)];
  if (before !== after) request.audit.changes.push({ setting, from: before, to: after });
}

const longestText = 10_000;

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, longestText);
}
