import { type RecordedDecision, warningsOf } from '@bora/contracts';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { Speaker } from '../scores/describe-score.ts';
import { decisionId } from './decision-key.ts';
import type { DecisionTable } from './record-tables.ts';
import { overridesOf } from './standing-overrides.ts';

/** A decision without what only its values need. */
export type DecisionRecord = Omit<Selectable<DecisionTable>, 'key_id' | 'sealed_values'>;

/** Columns of a `DecisionRecord`. */
export const decisionColumns = [
  'source_id',
  'row_number',
  'decided_at',
  'applicant_id',
  'pd',
  'score',
  'decision',
  'reasons',
  'policy_reason',
  'warning_bits',
  'officer',
  'schema_id',
  'model_name',
  'model_version',
  'policy_name',
  'policy_version',
] as const;

/** Recorded decisions in words, with the words of the models that made them. */
export async function viewDecisions(
  database: Kysely<Tables>,
  records: readonly DecisionRecord[],
): Promise<RecordedDecision[]> {
  const [wordings, names, overridden] = await Promise.all([
    readWordings(database, records),
    readNames(database, records),
    overridesOf(database, records),
  ]);
  return records.map((record) => {
    const speakers = wordings.get(`${record.model_name}/${record.model_version}`);
    return {
      id: decisionId(record),
      applicantId: record.applicant_id,
      batchId: record.row_number === 0 ? null : record.source_id,
      row: record.row_number === 0 ? null : record.row_number,
      pd: record.pd,
      score: record.score,
      decision: record.decision,
      ...overridden(record),
      reasons: record.reasons.map(([variable, points]) => ({
        ...(speakers?.get(variable) ?? { code: variable, variable, text: variable }),
        points,
      })),
      policyReason: record.policy_reason,
      warnings: warningsOf(record.warning_bits),
      model: { name: record.model_name, version: record.model_version },
      policy: { name: record.policy_name, version: record.policy_version },
      decidedAt: record.decided_at.toISOString(),
      officer: record.officer,
      officerName: names.get(record.officer) ?? null,
    };
  });
}

async function readNames(
  database: Kysely<Tables>,
  records: readonly DecisionRecord[],
): Promise<Map<string, string>> {
  const ids = [...new Set(records.map(({ officer }) => officer))];
  if (ids.length === 0) return new Map();
  const people = await database
    .selectFrom('people')
    .select(['id', 'name'])
    .where(sql<boolean>`id::text = any(${ids})`)
    .execute();
  return new Map(people.map(({ id, name }) => [id, name]));
}

async function readWordings(
  database: Kysely<Tables>,
  records: readonly DecisionRecord[],
): Promise<Map<string, Map<string, Speaker>>> {
  const models = new Set(records.map(({ model_name, model_version }) => `${model_name}/${model_version}`));
  const found = await Promise.all(
    [...models].map((model) => {
      const [name, version] = model.split('/');
      return database
        .selectFrom('wordings')
        .select('speakers')
        .where('model_name', '=', name!)
        .where('model_version', '=', version!)
        .executeTakeFirst();
    }),
  );
  const speakers = found.map(
    (wording) => new Map((wording?.speakers ?? []).map((one) => [one.variable, one])),
  );
  return new Map([...models].map((model, index) => [model, speakers[index]!]));
}
