import { fitKMeans } from '../clustering/kmeans.ts';
import { checkWhole, type Matrix } from '../matrix.ts';

export interface ElbowPoint {
  readonly k: number;
  readonly inertia: number;
}

/** Inertia of the best KMeans fit for every `k` from 1 to `maximumK`. Throws as `fitKMeans`. */
export function elbowCurve(
  matrix: Matrix,
  maximumK: number,
  settings: { readonly seed: number; readonly restarts?: number },
): ElbowPoint[] {
  checkWhole('The greatest number of segments', maximumK, 1);
  return Array.from({ length: maximumK }, (_, index) => {
    const { k, inertia } = fitKMeans(matrix, { ...settings, k: index + 1 });
    return { k, inertia };
  });
}
