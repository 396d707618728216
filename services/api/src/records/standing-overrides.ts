import {
  type Decision,
  finalDecision,
  notOverridden,
  type Overridden,
  type RecordedDecision,
} from '@bora/contracts';
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { decisionId, keyOf, type OfDecision } from './decision-key.ts';

/** A decision and what the model and its policy decided. */
interface Decided extends OfDecision {
  readonly decision: Decision;
}

/** What a person decided instead, of each decision; of one that was upheld or left alone: nothing. */
export type FindOverridden = (decided: Decided) => Overridden;

/** Of these decisions. */
export async function overridesOf(
  query: Kysely<Tables>,
  decisions: readonly OfDecision[],
): Promise<FindOverridden> {
  if (decisions.length === 0) return () => notOverridden;
  const sources = [...new Set(decisions.map(({ source_id }) => source_id))];
  const rows = [...new Set(decisions.map(({ row_number }) => row_number))];
  // Two lists instead of pairs: each is looked up in the index inside the view.
  return readStanding(
    query
      .selectFrom('standing_overrides')
      .where(sql<boolean>`source_id = any(${sources}::uuid[])`)
      .where(sql<boolean>`row_number = any(${rows}::integer[])`),
  );
}

/** Of all decisions of a batch. */
export function overridesOfBatch(query: Kysely<Tables>, batchId: string): Promise<FindOverridden> {
  return readStanding(query.selectFrom('standing_overrides').where('source_id', '=', batchId));
}

/** Name of the second person who confirmed the override that stands, of each decision; null where there was none. */
export type FindConfirmedBy = (key: OfDecision) => string | null;

/** Of all decisions of a batch. */
export async function confirmationsOfBatch(query: Kysely<Tables>, batchId: string): Promise<FindConfirmedBy> {
  const confirmed = await query
    .selectFrom('standing_overrides as standing')
    .innerJoin('overrides', (join) =>
      join
        .onRef('overrides.source_id', '=', 'standing.source_id')
        .onRef('overrides.row_number', '=', 'standing.row_number')
        .onRef('overrides.person_id', '=', 'standing.person_id')
        .onRef('overrides.settled_at', '=', 'standing.stands_since'),
    )
    .where('standing.source_id', '=', batchId)
    .where('overrides.state', '=', 'stands')
    .select(['standing.source_id', 'standing.row_number', 'overrides.settled_by_name'])
    .execute();
  const byDecision = new Map(confirmed.map((one) => [decisionId(one), one.settled_by_name]));
  return (key) => byDecision.get(decisionId(key)) ?? null;
}

/** The decision that holds now, whatever held when the decision was read. */
export async function readFinalDecision(query: Kysely<Tables>, read: RecordedDecision): Promise<Decision> {
  const key = keyOf(read);
  const { decision } = read;
  const overridden = await overridesOf(query, [key]);
  return finalDecision({ decision, ...overridden({ ...key, decision }) });
}

async function readStanding(
  query: SelectQueryBuilder<Tables, 'standing_overrides', object>,
): Promise<FindOverridden> {
  const standing = await query.selectAll().execute();
  const byDecision = new Map(standing.map((one) => [decisionId(one), one]));
  return (decided) => {
    const found = byDecision.get(decisionId(decided));
    if (!found || found.decision === decided.decision) return notOverridden;
    return {
      overriddenTo: found.decision,
      overriddenBy: { id: found.person_id, name: found.person_name },
      overriddenAt: found.stands_since.toISOString(),
    };
  };
}
