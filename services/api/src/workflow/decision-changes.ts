import type { DecisionWork, RecordedDecision } from '@bora/contracts';
import type { FastifyRequest } from 'fastify';
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { ApiServices } from '../services.ts';
import { decisionNow } from './decision-now.ts';
import { followUp } from './follow-ups.ts';
import { readWork } from './read-work.ts';
import { readWorkableDecision } from './workable-decision.ts';

/** What people do about the decision that a request names. */
export interface DecisionChanges {
  /** What they did so far. Throws `decision-not-found`. */
  read(request: FastifyRequest, id: string): Promise<DecisionWork>;
  /** Does something about it, with its entry in the trail and what follows, or nothing; answers what they did since. */
  make(
    request: FastifyRequest,
    id: string,
    change: (transaction: Transaction<Tables>, decision: RecordedDecision) => Promise<void>,
  ): Promise<DecisionWork>;
}

export function decisionChanges({
  database: { query },
  audit,
}: Pick<ApiServices, 'database' | 'audit'>): DecisionChanges {
  async function known(request: FastifyRequest, id: string): Promise<RecordedDecision> {
    const decision = await readWorkableDecision(query, id, request.principal);
    request.audit.subject = decision.applicantId || undefined;
    request.audit.objectId = decision.id;
    return decision;
  }

  return {
    read: async (request, id) => readWork(query, await known(request, id)),
    async make(request, id, change) {
      const seen = await known(request, id);
      await audit.change(request, async (transaction) => {
        const decision = await decisionNow(transaction, seen);
        await change(transaction, decision);
        await followUp(transaction, decision);
      });
      return readWork(query, await known(request, id));
    },
  };
}
