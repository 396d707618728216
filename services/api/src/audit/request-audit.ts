import type { AuditKeys } from '@bora/audit';
import { type AuditAction, type AuditContent, type AuditOutcome, auditMoment } from '@bora/contracts';
import type { FastifyRequest } from 'fastify';
import type { Kysely, Transaction } from 'kysely';
import { isDatabaseFailure } from '../database/is-database-failure.ts';
import type { Tables } from '../database/tables.ts';
import { auditContent } from './audit-content.ts';
import type { AuditTrail } from './audit-trail.ts';
import { declaredAction } from './declared-audit.ts';
import type { Subjects } from './subjects.ts';
import type { WaitingEntries } from './waiting-entries.ts';

/** How requests reach the trail. */
export interface RequestAudit {
  readonly keys: AuditKeys;
  readonly subjects: Subjects;
  /** Fails while the database is away, but for scoring and for what was refused: their entries then wait in Redis. */
  write(action: AuditAction, content: AuditContent): Promise<void>;
  /** Makes a change of the database and its entry in one transaction. */
  change<Result>(
    request: FastifyRequest,
    work: (transaction: Transaction<Tables>) => Promise<Result>,
  ): Promise<Result>;
}

interface Parts {
  readonly query: Kysely<Tables>;
  readonly trail: AuditTrail;
  readonly keys: AuditKeys;
  readonly subjects: Subjects;
  readonly waiting: WaitingEntries;
}

export function requestAudit({ query, trail, keys, subjects, waiting }: Parts): RequestAudit {
  return {
    keys,
    subjects,
    async write(action, content) {
      try {
        await trail.append([content]);
      } catch (error) {
        if (!mayWait(action, content.outcome) || !isDatabaseFailure(error)) throw error;
        await waiting.add(content);
      }
    },
    async change(request, work) {
      const action = declaredAction(request);
      if (!action) throw new Error('A call that changes something must declare its action.');
      const result = await query.transaction().execute(async (transaction) => {
        const made = await work(transaction);
        await trail.appendIn(transaction, [auditContent(request, subjects, action, { outcome: 'done' })]);
        return made;
      });
      request.audit.isWritten = true;
      return result;
    },
  };
}

/** Scoring goes on without the database; what was refused or failed showed and changed nothing. */
function mayWait(action: AuditAction, outcome: AuditOutcome): boolean {
  return auditMoment(action) === 'scoring' || outcome === 'refused' || outcome === 'failed';
}
