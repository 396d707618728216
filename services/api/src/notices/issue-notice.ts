import { randomUUID } from 'node:crypto';
import type { NoticeTemplate, RecordedDecision } from '@bora/contracts';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Config } from '../config.ts';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import type { Principal } from '../people/principal.ts';
import { keyOf } from '../records/decision-key.ts';
import { readFinalDecision } from '../records/standing-overrides.ts';
import { isAbout } from '../workflow/read-work.ts';
import type { NoticeContent } from './notice-page.ts';
import { readTemplate, readWording } from './notice-template.ts';
import { principalReasons } from './principal-reasons.ts';

type Creditor = Pick<Config, 'CREDITOR_NAME' | 'CREDITOR_ADDRESS' | 'CREDITOR_AGENCY'>;

/** Settings that the template needs and that are not there. */
export function missingSettings(template: NoticeTemplate | undefined, creditor: Creditor): string[] {
  return (template?.needs ?? []).filter((name) => !creditor[name]?.trim());
}

/** Records that a notice was issued. Throws `notice-issued`. */
export async function issueNotice(
  transaction: Transaction<Tables>,
  decision: RecordedDecision,
  draft: NoticeContent,
  { personId, name }: Principal,
): Promise<void> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('notices')
    .values({
      id: randomUUID(),
      ...keyOf(decision),
      profile: draft.template.profile,
      version: draft.template.version,
      creditor_name: draft.creditorName,
      creditor_address: draft.creditorAddress,
      agency: draft.agency,
      issued_by: personId,
      issued_by_name: name,
    })
    .onConflict((conflict) => conflict.columns(['source_id', 'row_number']).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) throw new ApiProblem('notice-issued', 'Open the one that was issued.');
  await transaction
    .updateTable('adverse_actions')
    .set({ issued_at: sql<Date>`now()` })
    .where(isAbout(keyOf(decision)))
    .execute();
}

/**
 * What a notice would say now.
 *
 * @throws ApiProblem `not-declined`, `notice-unknown`, `creditor-unset`, `values-gone`.
 */
export async function draftNotice(
  query: Kysely<Tables>,
  decision: RecordedDecision,
  template: NoticeTemplate | undefined,
  creditor: Creditor,
): Promise<NoticeContent> {
  if ((await readFinalDecision(query, decision)) !== 'decline')
    throw new ApiProblem('not-declined', 'A notice is issued for a decision that is declined in the end.');
  if (!template)
    throw new ApiProblem(
      'notice-unknown',
      'Serve under COMPLIANCE_PROFILE br, eu or us-ecoa to issue notices.',
    );
  const missing = missingSettings(template, creditor);
  if (missing.length > 0) {
    const said = `Set ${missing.join(', ')} where the api runs: a notice must say who decided.`;
    throw new ApiProblem('creditor-unset', said, { fields: missing });
  }
  return {
    template,
    creditorName: creditor.CREDITOR_NAME!,
    creditorAddress: creditor.CREDITOR_ADDRESS!,
    agency: creditor.CREDITOR_AGENCY ?? null,
    ...(await factsOf(query, decision, template)),
    issuedAt: null,
  };
}

/** What the notice that was issued says. Throws `notice-not-issued`, `values-gone`. */
export async function issuedNotice(
  query: Kysely<Tables>,
  decision: RecordedDecision,
): Promise<NoticeContent | undefined> {
  const row = await query
    .selectFrom('notices')
    .selectAll()
    .where(isAbout(keyOf(decision)))
    .executeTakeFirst();
  if (!row) return undefined;
  const template = await readTemplate(row.profile as NoticeTemplate['profile'], row.version);
  return {
    template,
    creditorName: row.creditor_name,
    creditorAddress: row.creditor_address,
    agency: row.agency,
    ...(await factsOf(query, decision, template, row.issued_at)),
    issuedAt: row.issued_at,
  };
}

/** @param until overrides that came later did not decide what the notice says. */
async function factsOf(
  query: Kysely<Tables>,
  decision: RecordedDecision,
  template: NoticeTemplate,
  until?: Date,
) {
  if (decision.applicantId === null)
    throw new ApiProblem('values-gone', 'The applicant of this decision was erased.');
  return {
    applicantId: decision.applicantId,
    decisionId: decision.id,
    decidedAt: new Date(decision.decidedAt),
    reasons: await principalReasons(query, decision, await readWording(template), until),
  };
}
