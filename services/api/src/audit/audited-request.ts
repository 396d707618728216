import { createHash } from 'node:crypto';
import type { AuditActor, AuditChange, AuditDeclaration } from '@bora/contracts';
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
  /** Whom it is about: the id by which the lender knows the applicant, or the name that somebody tried; the trail gets its HMAC. */
  subject: string | undefined;
  /** Who acts, where that is known only afterwards. */
  actor: AuditActor | undefined;
  readonly changes: AuditChange[];
  /** Whether the handler came to run. */
  isBegun: boolean;
  /** Whether nothing is left to be written. */
  isWritten: boolean;
}

export function newAuditedRequest(): AuditedRequest {
  return {
    objectId: undefined,
    subject: undefined,
    actor: undefined,
    changes: [],
    isBegun: false,
    isWritten: false,
  };
}

/** Records a setting that changes; one that stays as it is leaves nothing. */
export function noteChange(request: FastifyRequest, setting: string, from: unknown, to: unknown): void {
  const [before, after] = [asText(from), asText(to)];
  if (before !== after)
    request.audit.changes.push({ setting, from: shortened(before), to: shortened(after) });
}

const longestText = 10_000;
const shownCharacters = 9_800;

/** The beginning of a text that is too long, and the SHA-256 by which the whole one can be recognised. */
function shortened(text: string | null): string | null {
  if (text === null || text.length <= longestText) return text;
  // Half a character at the cut could not be stored.
  const beginning = text.slice(0, shownCharacters).replace(/[\ud800-\udbff]$/, '');
  const hash = createHash('sha256').update(text).digest('hex');
  return `${beginning}… (${text.length} characters, SHA-256 ${hash})`;
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
