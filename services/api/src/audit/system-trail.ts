import { randomUUID } from 'node:crypto';
import {
  type AuditAction,
  type AuditActor,
  type AuditChange,
  type AuditContent,
  type AuditOutcome,
  auditActions,
} from '@bora/contracts';
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { AuditTrail } from './audit-trail.ts';

export interface SystemAction {
  readonly action: AuditAction;
  readonly objectId: string | null;
  /** The platform itself, where nobody else is named. */
  readonly actor?: AuditActor;
  readonly outcome?: AuditOutcome;
  readonly problem?: string | null;
  /** Id by which the lender knows the applicant; the trail gets its HMAC. */
  readonly subject?: string;
  readonly changes?: readonly AuditChange[];
}

/** How what nobody asks for at this moment reaches the trail. */
export interface SystemTrail {
  /** In the transaction that does it: neither without the other. The last thing to do in it. */
  append(transaction: Transaction<Tables>, done: SystemAction): Promise<void>;
}

const platform: AuditActor = { id: '', name: '', kind: 'system', roles: [] };

export function systemTrail(trail: AuditTrail, subjectOf: (applicantId: string) => string): SystemTrail {
  return {
    append: (transaction, { subject, ...done }) =>
      trail.appendIn(transaction, [
        systemContent({ ...done, ...(subject === undefined ? {} : { subjectHash: subjectOf(subject) }) }),
      ]),
  };
}

/** An entry of something that no request did. */
export function systemContent({
  action,
  objectId,
  actor = platform,
  outcome = 'done',
  problem = null,
  subjectHash = null,
  changes = [],
}: Omit<SystemAction, 'subject'> & { readonly subjectHash?: string | null }): AuditContent {
  return {
    id: randomUUID(),
    at: new Date().toISOString(),
    action,
    outcome,
    actor,
    address: null,
    userAgent: null,
    objectType: auditActions[action].object,
    objectId,
    requestId: null,
    subject: subjectHash,
    problem,
    changes: [...changes],
  };
}
