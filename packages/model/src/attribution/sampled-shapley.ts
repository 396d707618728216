import { type ApplicantTable, applicantsFromJson, selectRows } from '@bora/features';
import { seededRandom, shuffledRows } from '@bora/random';
import type { Scorer } from '../scoring/scorer.ts';

/**
 * Shapley values by brute force: applicants turn from the reference applicant into themselves, one variable after
 * the other in a random order, and every step is scored. Rows × explained variables, in log-odds of bad.
 * Source: Castro, Gómez, Tejada, "Polynomial calculation of the Shapley value based on sampling" (2009); every
 * order is also taken backwards, which lessens the noise (Mitchell et al. 2022).
 * @param pairCount pairs of orders, one pair for all rows at a time
 */
export function sampledShapleyValues(
  scorer: Scorer,
  table: ApplicantTable,
  pairCount: number,
  onPair: (done: number) => void = () => {},
): Float64Array {
  const variables = scorer.explainedVariables;
  const random = seededRandom(1, 0);
  const values = new Float64Array(table.rowCount * variables.length);
  const reference = applicantsFromJson([scorer.reference], scorer.schema);
  const ofReference = selectRows(reference, new Uint32Array(table.rowCount));
  for (let pair = 0; pair < pairCount; pair++) {
    const order = shuffledRows(variables.length, random);
    for (const columns of [order, order.toReversed()]) {
      const text = [...ofReference.text];
      const number = [...ofReference.number];
      let before = logOddsOf(scorer, { ...table, text, number });
      for (const column of columns) {
        const variable = variables[column]!;
        text[variable] = table.text[variable]!;
        number[variable] = table.number[variable];
        const after = logOddsOf(scorer, { ...table, text, number });
        for (let row = 0; row < table.rowCount; row++) {
          values[row * variables.length + column]! += (after[row]! - before[row]!) / (2 * pairCount);
        }
        before = after;
      }
    }
    onPair(pair + 1);
  }
  return values;
}

function logOddsOf(scorer: Scorer, table: ApplicantTable): Float64Array {
  return scorer.score(table).pd.map((pd) => Math.log(pd) - Math.log1p(-pd));
}
