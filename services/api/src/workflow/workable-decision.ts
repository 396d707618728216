import type { RecordedDecision } from '@bora/contracts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { Principal } from '../people/principal.ts';
import { keyOf } from '../records/decision-key.ts';
import { ownReaderOf } from '../records/decision-reader.ts';
import { decisionNotFound, readKnownDecision } from '../records/known-decision.ts';

/**
 * A decision that a person may work on: one's own, or one that is or was in the queue, which is everybody's.
 * Throws `decision-not-found`.
 */
export async function readWorkableDecision(
  query: Kysely<Tables>,
  id: string,
  principal: Principal,
): Promise<RecordedDecision> {
  const decision = await readKnownDecision(query, id);
  const isWorkable =
    decision.decision === 'refer' ||
    [undefined, decision.officer].includes(ownReaderOf(principal)?.personId) ||
    (await hasBeenWorkedOn(query, decision));
  if (!isWorkable) throw decisionNotFound();
  return decision;
}

async function hasBeenWorkedOn(query: Kysely<Tables>, decision: RecordedDecision): Promise<boolean> {
  const { source_id, row_number } = keyOf(decision);
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from overrides where source_id = ${source_id} and row_number = ${row_number})
      or exists (select from review_requests where source_id = ${source_id} and row_number = ${row_number}) as known`.execute(
    query,
  );
  return rows[0]!.known;
}
