import type { ScoreRecord } from '@bora/contracts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { ScoreTerms } from '../scores/describe-score.ts';
import { storable } from './storable.ts';

/** One decision on its way into the record. */
export interface DecisionRow {
  readonly sourceId: string;
  /** 0 for a single score. */
  readonly row: number;
  readonly decidedAt: Date;
  readonly applicantId: string;
  readonly record: ScoreRecord;
  readonly officer: string;
  /** The values of a single application, sealed. */
  readonly sealedValues?: Buffer | undefined;
}

/**
 * Adds decisions of one model and policy; those that are there already stay as they are. What is referred begins to wait
 * for a person, and who is declined for a notice, in the same statement.
 *
 * @returns how many were added.
 */
export async function insertDecisions(
  database: Kysely<Tables>,
  terms: ScoreTerms,
  rows: readonly DecisionRow[],
  keyId: string | null = null,
): Promise<number> {
  if (rows.length === 0) return 0;
  const { model, schema, policy } = terms;
  const writeReasons = reasonWriter(terms);
  // Columns, because PostgreSQL takes arrays far faster than a statement with a parameter for every value.
  const column = <Value>(value: (row: DecisionRow) => Value): Value[] => rows.map(value);
  const { rows: added } = await sql<{ count: number }>`
    with added as (
    insert into decisions
    select source, row_number, decided_at, applicant_id, pd, score, decision, reasons::jsonb, policy_reason::jsonb,
      warnings, officer, ${schema.id}, ${model.name}, ${model.version}, ${policy.name}, ${policy.version},
      case when sealed is null then null else ${keyId}::uuid end, sealed
    from unnest(
      ${column(({ sourceId }) => sourceId)}::uuid[],
      ${column(({ row }) => row)}::integer[],
      ${column(({ decidedAt }) => decidedAt.toISOString())}::timestamptz[],
      ${column(({ applicantId }) => storable(applicantId))}::text[],
      ${column(({ record }) => record.pd)}::float8[],
      ${column(({ record }) => record.score)}::smallint[],
      ${column(({ record }) => record.decision)}::text[],
      ${column(({ record }) => writeReasons(record))}::text[],
      ${column(({ record }) => policyReason(terms, record))}::text[],
      ${column(({ record }) => record.warningBits | 0)}::integer[],
      ${column(({ officer }) => officer)}::text[],
      ${column(({ sealedValues }) => (sealedValues ? `\\x${sealedValues.toString('hex')}` : null))}::bytea[]
    ) as given (source, row_number, decided_at, applicant_id, pd, score, decision, reasons, policy_reason, warnings,
      officer, sealed)
    on conflict do nothing
    returning source_id, row_number, decided_at, decision, officer
    ), referred as (
      insert into referrals select source_id, row_number, decided_at, 'decision' from added where decision = 'refer'
      on conflict do nothing
    ), declined as (
      insert into adverse_actions select source_id, row_number, decided_at, officer from added where decision = 'decline'
      on conflict do nothing
    )
    select count(*) as count from added`.execute(database);
  return added[0]?.count ?? 0;
}

/** What the model's variables say, once for all its decisions. */
export async function keepWording(database: Kysely<Tables>, terms: ScoreTerms): Promise<void> {
  await database
    .insertInto('wordings')
    .values({
      model_name: terms.model.name,
      model_version: terms.model.version,
      speakers: sql`${JSON.stringify(terms.speakers)}::jsonb`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Writes `[["VARIABLE", -3.2], …]`; the names are put into JSON once. */
function reasonWriter({ speakers }: ScoreTerms): (record: ScoreRecord) => string {
  const names = speakers.map(({ variable }) => JSON.stringify(variable));
  return ({ reasons }) => {
    const known = reasons.filter(({ variable }) => names[variable] !== undefined);
    return `[${known.map(({ variable, points }) => `[${names[variable]},${points}]`).join(',')}]`;
  };
}

function policyReason({ policy }: ScoreTerms, { rule }: ScoreRecord): string | null {
  const found = rule === null ? undefined : policy.rules[rule];
  return found ? JSON.stringify({ code: found.code, text: found.text }) : null;
}
