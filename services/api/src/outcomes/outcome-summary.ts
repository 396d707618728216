import { histogramBinPoints, type ModelReference, type OutcomeSummary } from '@bora/contracts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';

export interface OutcomeFilter {
  readonly model?: ModelReference | undefined;
  /** When the decision was made; `to` is exclusive. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** What was predicted beside what happened, of decisions whose outcome is known. */
export async function summariseOutcomes(
  database: Kysely<Tables>,
  { model, from, to }: OutcomeFilter,
): Promise<OutcomeSummary> {
  let query = database
    .selectFrom('outcomes')
    .select([
      sql<number>`score / ${sql.lit(histogramBinPoints)} * ${sql.lit(histogramBinPoints)}`.as('from'),
      sql<number>`count(*)`.as('outcomes'),
      sql<number>`count(*) filter (where bad)`.as('bad'),
      sql<number>`avg(pd)`.as('pdMean'),
    ])
    .groupBy('from')
    .orderBy('from');
  if (model) query = query.where('model_name', '=', model.name).where('model_version', '=', model.version);
  if (from) query = query.where('decided_at', '>=', from);
  if (to) query = query.where('decided_at', '<', to);
  const bands = (await query.execute()).map((band) => ({ ...band, badRate: band.bad / band.outcomes }));
  const outcomes = bands.reduce((sum, band) => sum + band.outcomes, 0);
  const bad = bands.reduce((sum, band) => sum + band.bad, 0);
  const pdSum = bands.reduce((sum, band) => sum + band.pdMean * band.outcomes, 0);
  return {
    outcomes,
    bad,
    badRate: outcomes > 0 ? bad / outcomes : null,
    pdMean: outcomes > 0 ? pdSum / outcomes : null,
    bands,
  };
}
