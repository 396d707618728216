import { seededRandom } from '@bora/random';
import { type Matrix, pickRows } from '../matrix.ts';
import { adjustedRand } from './adjusted-rand.ts';

/** Clusters a sample and answers how it would label other rows. */
export type Clusterer = (sample: Matrix, seed: number) => (rows: Matrix) => Int32Array;

/**
 * How alike the clusters are when the customers are drawn anew: the adjusted Rand index between the labels of one
 * clusterer fitted on all rows and of the same one fitted on a bootstrap sample, both asked about all rows.
 * Source: A. Ben-Hur and others (2002), with the bootstrap of C. Hennig (2007).
 *
 * @returns one index a round.
 */
export function bootstrapStability(
  matrix: Matrix,
  clusterer: Clusterer,
  settings: { readonly rounds: number; readonly seed: number },
): number[] {
  const whole = clusterer(matrix, settings.seed)(matrix);
  return Array.from({ length: settings.rounds }, (_, round) => {
    const random = seededRandom(settings.seed, round + 1);
    const drawn = Uint32Array.from({ length: matrix.rows }, () => Math.floor(random.uniform() * matrix.rows));
    return adjustedRand(whole, clusterer(pickRows(matrix, drawn), settings.seed)(matrix));
  });
}
