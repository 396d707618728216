import { type ApplicantTable, type EncoderState, selectRows } from '@bora/features';
import type { Scorer } from '../scoring/scorer.ts';
import { checkFirstReasons, type FirstReasonCheck } from './first-reason-check.ts';
import { joinedPlaces } from './joined-places.ts';
import { type ShapleyAgreement, shapleyAgreement } from './shapley-agreement.ts';

/** What speaks for a model's reasons besides that they are complete. */
export interface ReasonCheck {
  readonly referencePd: number;
  /** Largest difference between a row's summed contributions and its log-odds less the reference's. */
  readonly completenessError: number;
  readonly firstReasons: FirstReasonCheck;
  /** Over all variables, and with places that are joined in keys as one. */
  readonly shapley: ShapleyAgreement;
  readonly shapleyOfJoinedPlaces: ShapleyAgreement;
}

export interface ReasonCheckSizes {
  /** Rows whose first reason is tried, evenly spread over the table. */
  readonly rows: number;
  readonly shapleyRows: number;
  readonly shapleyOrderPairs: number;
}

/** Measures a model's reasons on real applicants. @param onProgress share of the work done */
export function checkReasons(
  scorer: Scorer,
  encoder: Pick<EncoderState, 'features'>,
  table: ApplicantTable,
  sizes: ReasonCheckSizes,
  onProgress: (share: number) => void = () => {},
): ReasonCheck {
  const pairs = sizes.shapleyOrderPairs;
  let pairsDone = 0;
  const onPair = (): void => {
    pairsDone += 1;
    onProgress(pairsDone / (2 * pairs));
  };
  const sample = spreadRows(table, sizes.rows);
  const few = spreadRows(table, sizes.shapleyRows);
  const single = scorer.explainedVariables.map((variable) => [variable]);
  const joined = joinedPlaces(scorer.schema, encoder, scorer.explainedVariables);
  return {
    referencePd: scorer.referencePd,
    completenessError: completenessError(scorer, sample),
    firstReasons: checkFirstReasons(scorer, encoder, sample),
    shapley: shapleyAgreement(scorer, few, single, pairs, onPair),
    shapleyOfJoinedPlaces: shapleyAgreement(scorer, few, joined, pairs, onPair),
  };
}

function completenessError(scorer: Scorer, table: ApplicantTable): number {
  const { pd, contributions } = scorer.explain(table);
  const width = scorer.explainedVariables.length;
  const start = logOdds(scorer.referencePd);
  let worst = 0;
  for (let row = 0; row < table.rowCount; row++) {
    let sum = start - logOdds(pd[row]!);
    for (let column = 0; column < width; column++) sum += contributions[row * width + column]!;
    worst = Math.max(worst, Math.abs(sum));
  }
  return worst;
}

function logOdds(pd: number): number {
  return Math.log(pd) - Math.log1p(-pd);
}

function spreadRows(table: ApplicantTable, count: number): ApplicantTable {
  const length = Math.min(count, table.rowCount);
  return selectRows(
    table,
    Uint32Array.from({ length }, (_, index) => Math.floor((index * table.rowCount) / length)),
  );
}
