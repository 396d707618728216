import type { RecordedDecision } from '@bora/contracts';
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import { may, type Principal } from '../people/principal.ts';
import { keyOf } from '../records/decision-key.ts';
import { isAbout } from './read-work.ts';

/** Of two who claim at once one gets it; claiming again what is one's own changes nothing. Throws `already-claimed`. */
export async function claimDecision(
  transaction: Transaction<Tables>,
  decision: RecordedDecision,
  { personId, name }: Principal,
): Promise<void> {
  const key = keyOf(decision);
  await transaction
    .insertInto('claims')
    .values({ ...key, person_id: personId, person_name: name })
    .onConflict((conflict) => conflict.columns(['source_id', 'row_number']).doNothing())
    .execute();
  if ((await holderOf(transaction, decision)) !== personId) throw claimedByOther();
}

/** Throws `already-claimed` where it is somebody else's and who asks does not manage people. */
export async function releaseDecision(
  transaction: Transaction<Tables>,
  decision: RecordedDecision,
  principal: Principal,
): Promise<void> {
  const holder = await holderOf(transaction, decision);
  if (holder !== undefined && holder !== principal.personId && !may(principal, 'people:manage'))
    throw claimedByOther();
  await transaction
    .deleteFrom('claims')
    .where(isAbout(keyOf(decision)))
    .execute();
}

async function holderOf(
  transaction: Transaction<Tables>,
  decision: RecordedDecision,
): Promise<string | undefined> {
  const claim = await transaction
    .selectFrom('claims')
    .select('person_id')
    .where(isAbout(keyOf(decision)))
    .executeTakeFirst();
  return claim?.person_id;
}

function claimedByOther(): ApiProblem {
  return new ApiProblem(
    'already-claimed',
    'Ask the person who took it, or an administrator, to give it back.',
  );
}
