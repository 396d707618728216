import type { ApplicantTable } from '@bora/features';
import { spearman } from '@bora/metrics';
import type { Scorer } from '../scoring/scorer.ts';
import { sampledShapleyValues } from './sampled-shapley.ts';

/** How alike contributions and sampled Shapley values rank the players of each row. */
export interface ShapleyAgreement {
  /** Spearman's rank correlation over players, over rows: mean and median. */
  readonly rankCorrelationMean: number;
  readonly rankCorrelationMedian: number;
  /** Share of rows where the same player lowers the score most. */
  readonly sameFirstShare: number;
  /** Mean share of the four that lower it most that both name. */
  readonly sharedFourShare: number;
}

/** Players, orders and `onPair` as for `sampledShapleyValues`; a player's contribution is the sum of its variables'. */
export function shapleyAgreement(
  scorer: Scorer,
  table: ApplicantTable,
  players: readonly (readonly number[])[],
  orderPairs: number,
  onPair: () => void,
): ShapleyAgreement {
  const { contributions } = scorer.explain(table);
  const shapley = sampledShapleyValues(scorer, table, players, orderPairs, onPair);
  const columns = players.map((player) => player.map((one) => scorer.explainedVariables.indexOf(one)));
  const width = scorer.explainedVariables.length;
  const correlations = new Float64Array(table.rowCount);
  let sameFirst = 0;
  let sharedFour = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const ours = columns.map((some) =>
      some.reduce((sum, column) => sum + contributions[row * width + column]!, 0),
    );
    const theirs = shapley.subarray(row * players.length, (row + 1) * players.length);
    // The reference applicant itself has nothing to rank.
    correlations[row] = ours.every((value) => value === 0) ? 1 : spearman(ours, theirs);
    const [ourFour, theirFour] = [highestFour(ours), highestFour(theirs)];
    if (ourFour[0] === theirFour[0]) sameFirst += 1;
    sharedFour += ourFour.filter((player) => theirFour.includes(player)).length / 4;
  }
  correlations.sort();
  return {
    rankCorrelationMean: correlations.reduce((sum, value) => sum + value, 0) / table.rowCount,
    rankCorrelationMedian: correlations[Math.floor(table.rowCount / 2)]!,
    sameFirstShare: sameFirst / table.rowCount,
    sharedFourShare: sharedFour / table.rowCount,
  };
}

function highestFour(values: ArrayLike<number>): number[] {
  return Array.from(values, (_, index) => index)
    .sort((left, right) => values[right]! - values[left]!)
    .slice(0, 4);
}
