import { randomUUID } from 'node:crypto';
import type { Decision, NewOverride, OverrideReason, RecordedDecision } from '@bora/contracts';
import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import type { Principal } from '../people/principal.ts';
import { keyOf } from '../records/decision-key.ts';
import { readFinalDecision } from '../records/standing-overrides.ts';
import { lockDecision } from './decision-lock.ts';
import { isAbout } from './read-work.ts';

export interface OverrideTerms {
  readonly reasons: readonly OverrideReason[];
  readonly secondPersonAbove: number | undefined;
}

/**
 * Decides otherwise than what holds now, or upholds it, as a row of its own: the decision itself never changes. What a
 * second person must confirm is proposed and changes nothing yet.
 *
 * @throws ApiProblem `override-invalid`, `override-waits`, `already-claimed`.
 */
export async function overrideDecision(
  transaction: Transaction<Tables>,
  decision: RecordedDecision,
  principal: Principal,
  given: NewOverride,
  terms: OverrideTerms,
): Promise<{ from: Decision; isProposed: boolean }> {
  assertReason(given, terms.reasons);
  const key = keyOf(decision);
  // Two people who decide at the same moment do so one after the other.
  await lockDecision(transaction, decision);
  await assertFree(transaction, decision, principal);
  const from = await readFinalDecision(transaction, decision);
  const isProposed = needsSecondPerson(decision, from, given, terms.secondPersonAbove);
  await transaction
    .insertInto('overrides')
    .values({
      id: randomUUID(),
      ...key,
      state: isProposed ? 'proposed' : 'stands',
      from_decision: from,
      decision: given.decision,
      reason: given.reason,
      explanation: given.text,
      amount: given.amount ?? null,
      person_id: principal.personId,
      person_name: principal.name,
    })
    .execute();
  if (!isProposed) await settleReviews(transaction, decision);
  await transaction.deleteFrom('claims').where(isAbout(key)).execute();
  return { from, isProposed };
}

/** Approving what the policy declines, and what is above the amount or of an unknown one, takes two people. */
function needsSecondPerson(
  { decision: decided }: RecordedDecision,
  from: Decision,
  { decision, amount }: NewOverride,
  above: number | undefined,
): boolean {
  const isLowSide = decision === 'approve' && (decided === 'decline' || from === 'decline');
  return isLowSide || (above !== undefined && (amount === undefined || amount > above));
}

function assertReason({ decision, reason }: NewOverride, reasons: readonly OverrideReason[]): void {
  const found = reasons.find(({ code }) => code === reason);
  if (found?.decisions.includes(decision)) return;
  throw new ApiProblem('override-invalid', `The reason is none of the list for the decision ${decision}.`, {
    fields: ['reason'],
  });
}

async function assertFree(
  transaction: Transaction<Tables>,
  decision: RecordedDecision,
  { personId }: Principal,
): Promise<void> {
  const key = keyOf(decision);
  const waiting = await transaction
    .selectFrom('overrides')
    .select('person_name')
    .where(isAbout(key))
    .where('state', '=', 'proposed')
    .executeTakeFirst();
  if (waiting)
    throw new ApiProblem('override-waits', 'Another person has to confirm or refuse the one before first.');
  const claim = await transaction
    .selectFrom('claims')
    .select('person_id')
    .where(isAbout(key))
    .executeTakeFirst();
  if (claim && claim.person_id !== personId)
    throw new ApiProblem('already-claimed', 'Somebody else works on this decision: ask for its release.');
}

/** A person has looked: what the applicant asked for is done. */
export async function settleReviews(
  transaction: Transaction<Tables>,
  decision: RecordedDecision,
): Promise<void> {
  await transaction
    .updateTable('review_requests')
    .set({ settled_at: sql<Date>`now()` })
    .where(isAbout(keyOf(decision)))
    .where('settled_at', 'is', null)
    .execute();
}
