import { SegmentationError } from '../segmentation-error.ts';

/** Distances that are computed before a density is given up: about half a minute. */
const maximumDistances = 5e9;

/** Counts distances; throws `too-many-neighbours` at the one that is too many. */
export type SpendDistances = (distances: number) => void;

/** What keeps a neighbourhood as large as the population, whose cost grows with the square of the rows, within bounds. */
export function distanceBudget(maximum = maximumDistances): SpendDistances {
  let spent = 0;
  return (distances) => {
    spent += distances;
    if (spent <= maximum) return;
    throw new SegmentationError(
      'too-many-neighbours',
      'With this eps the customers have too many neighbours to count: choose a smaller eps, or kmeans or gmm.',
    );
  };
}
