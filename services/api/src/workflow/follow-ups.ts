import type { RecordedDecision } from '@bora/contracts';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { keyOf } from '../records/decision-key.ts';
import { readFinalDecision } from '../records/standing-overrides.ts';
import { lockDecision } from './decision-lock.ts';
import { isAbout } from './read-work.ts';

/**
 * Brings the queue and the notices that are due in line with what people have done about a decision, in the transaction
 * that did it. Of an erased applicant nothing waits.
 */
export async function followUp(transaction: Transaction<Tables>, decision: RecordedDecision): Promise<void> {
  if (decision.applicantId === null) return;
  // Of two changes at the same moment the later one looks at what the earlier one did.
  await lockDecision(transaction, decision);
  await followReferral(transaction, decision);
  await followAdverseAction(transaction, decision);
}

async function followReferral(transaction: Transaction<Tables>, decision: RecordedDecision): Promise<void> {
  const key = keyOf(decision);
  const { rows } = await sql<Pick<Selectable<Tables['referrals']>, 'waits_for' | 'settled_by'>>`
    with standing as (select person_id from standing_overrides where ${isAbout(key)})
    select (select person_id from standing) as settled_by, case
      when exists (select from overrides where ${isAbout(key)} and state = 'proposed') then 'confirmation'
      when exists (select from review_requests where ${isAbout(key)} and settled_at is null) then 'review'
      when ${decision.decision === 'refer'} and not exists (select from standing) then 'decision'
    end as waits_for`.execute(transaction);
  const { waits_for, settled_by } = rows[0]!;
  if (waits_for === null && settled_by === null) {
    // A proposal was refused, and the policy's decision holds as before.
    await transaction.deleteFrom('referrals').where(isAbout(key)).execute();
    return;
  }
  await transaction
    .insertInto('referrals')
    .values({ ...key, decided_at: new Date(decision.decidedAt), waits_for, settled_by })
    .onConflict((conflict) =>
      conflict.columns(['source_id', 'row_number']).doUpdateSet({ waits_for, settled_by }),
    )
    .execute();
}

async function followAdverseAction(
  transaction: Transaction<Tables>,
  decision: RecordedDecision,
): Promise<void> {
  const key = keyOf(decision);
  if ((await readFinalDecision(transaction, decision)) === 'decline') {
    await transaction
      .insertInto('adverse_actions')
      .values({
        ...key,
        decided_at: new Date(decision.decidedAt),
        officer: decision.officer,
        issued_at: null,
      })
      .onConflict((conflict) => conflict.columns(['source_id', 'row_number']).doNothing())
      .execute();
    return;
  }
  await transaction
    .deleteFrom('adverse_actions')
    .where(isAbout(key))
    .where('issued_at', 'is', null)
    .execute();
}

/** Nothing of these decisions waits any more. */
export async function forgetFollowUps(
  database: Kysely<Tables>,
  isOfThese: ReturnType<typeof isAbout>,
): Promise<void> {
  await database.deleteFrom('referrals').where(isOfThese).execute();
  await database.deleteFrom('adverse_actions').where(isOfThese).execute();
}
