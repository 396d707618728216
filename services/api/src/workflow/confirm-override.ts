import type { RecordedDecision } from '@bora/contracts';
import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import type { Principal } from '../people/principal.ts';
import { keyOf } from '../records/decision-key.ts';
import { settleReviews } from './override-decision.ts';
import { isAbout } from './read-work.ts';

/**
 * Another person lets a proposed override stand, or refuses it. Of two who do so at once one does.
 *
 * @throws ApiProblem `own-override`, `override-settled`.
 */
export async function confirmOverride(
  transaction: Transaction<Tables>,
  decision: RecordedDecision,
  overrideId: string,
  { personId, name }: Principal,
  stands: boolean,
): Promise<void> {
  const found = await transaction
    .selectFrom('overrides')
    .select(['person_id', 'state'])
    .where('id', '=', overrideId)
    .where(isAbout(keyOf(decision)))
    .forUpdate()
    .executeTakeFirst();
  if (found?.state !== 'proposed')
    throw new ApiProblem('override-settled', 'There is no such override, or it was settled already.');
  if (found.person_id === personId)
    throw new ApiProblem('own-override', 'Another person than the one who proposed it has to look at it.');
  await transaction
    .updateTable('overrides')
    .set({
      state: stands ? 'stands' : 'refused',
      settled_by: personId,
      settled_by_name: name,
      settled_at: sql<Date>`now()`,
    })
    .where('id', '=', overrideId)
    .execute();
  if (stands) await settleReviews(transaction, decision);
}
