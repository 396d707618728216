import type { CleaningReport, SegmentationRequest } from '@bora/contracts';
import type { Matrix } from '../matrix.ts';

/** Customers and what is known of them, in the units of people. */
export interface CustomerTable {
  readonly ids: readonly string[];
  /** Names of the columns of `values`. */
  readonly features: readonly string[];
  readonly values: Matrix;
  readonly cleaning: CleaningReport;
}

export interface ReadSettings {
  /** Rows that are equal to the last letter count once; off by default, since they may be real. */
  readonly dropDuplicates?: boolean;
  /** Recency counts to this moment (milliseconds, UTC); by default a day after the last purchase. */
  readonly snapshot?: number;
  /** What they are read for: reading ends where there are more customers than it is made for. */
  readonly algorithm?: SegmentationRequest['algorithm'];
  /** Called with the number of rows read so far, every now and then; may throw to end the reading. */
  readonly onProgress?: (rows: number) => void;
}
