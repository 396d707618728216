import type { RecordedDecision } from '@bora/contracts';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import { may, type Principal } from '../people/principal.ts';
import { readerOf } from '../records/decision-reader.ts';
import { readKnownDecision } from '../records/known-decision.ts';
import { readWorkableDecision } from './workable-decision.ts';

/**
 * A decision that a person may look at: one's own, a shared one, and, for whoever settles what waits for a person, one
 * that is or was in the queue. Throws `decision-not-found`.
 */
export async function readViewableDecision(
  query: Kysely<Tables>,
  id: string,
  principal: Principal,
): Promise<RecordedDecision> {
  try {
    return await readKnownDecision(query, id, readerOf(principal));
  } catch (error) {
    const isHidden = error instanceof ApiProblem && error.code === 'decision-not-found';
    if (!isHidden || !may(principal, 'referral:settle')) throw error;
    return readWorkableDecision(query, id, principal);
  }
}
