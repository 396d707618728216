import { type ApplicantTable, applicantsFromJson, selectRows } from '@bora/features';
import { seededRandom, shuffledRows } from '@bora/random';
import type { Scorer } from '../scoring/scorer.ts';

/**
 * Shapley values by brute force: applicants turn from the reference applicant into themselves, one player after the
 * other in a random order, and every step is scored. Rows × players, in log-odds of bad.
 * Source: Castro, Gómez, Tejada, "Polynomial calculation of the Shapley value based on sampling" (2009); every
 * order is also taken backwards, which lessens the noise.
 * @param players indexes in the schema of the variables that turn together
 * @param orderPairs pairs of orders; all rows take the same ones
 * @param onPair called after each pair
 */
export function sampledShapleyValues(
  scorer: Scorer,
  table: ApplicantTable,
  players: readonly (readonly number[])[],
  orderPairs: number,
  onPair: () => void,
): Float64Array {
  const random = seededRandom(1, 0);
  const values = new Float64Array(table.rowCount * players.length);
  const reference = applicantsFromJson([scorer.reference], scorer.schema);
  const start = selectRows(reference, new Uint32Array(table.rowCount));
  for (let pair = 0; pair < orderPairs; pair++) {
    const order = shuffledRows(players.length, random);
    for (const turns of [order, order.toReversed()]) {
      const text = [...start.text];
      const number = [...start.number];
      let before = logOdds(scorer, start);
      for (const player of turns) {
        for (const variable of players[player]!) {
          text[variable] = table.text[variable]!;
          number[variable] = table.number[variable];
        }
        const after = logOdds(scorer, { ...start, text, number });
        for (let row = 0; row < table.rowCount; row++) {
          values[row * players.length + player]! += (after[row]! - before[row]!) / (2 * orderPairs);
        }
        before = after;
      }
    }
    onPair();
  }
  return values;
}

function logOdds(scorer: Scorer, table: ApplicantTable): Float64Array {
  return scorer.score(table).pd.map((pd) => Math.log(pd) - Math.log1p(-pd));
}
