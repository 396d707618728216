import type { SegmentationModel, SegmentationQuality } from '@bora/contracts';

/** Clusters that were found, and how their number came about. */
export interface Candidate {
  readonly clusters: SegmentationModel['clusters'];
  readonly labels: Int32Array;
  readonly quality: Pick<
    SegmentationQuality,
    'inertia' | 'bic' | 'aic' | 'curve' | 'curveRows' | 'knee' | 'choice'
  >;
}

export const noCriteria = { inertia: null, bic: null, aic: null, curve: [], curveRows: null, knee: null };

/** Starts of every fit on a curve. */
export const curveRestarts = 5;
/** Rows that the number of segments is chosen on; all rows are then clustered with it. */
export const curveMaximumRows = 20_000;

export function rowsOf(values: Float64Array, columns: number): number[][] {
  return Array.from({ length: values.length / columns }, (_, row) => [
    ...values.subarray(row * columns, (row + 1) * columns),
  ]);
}
