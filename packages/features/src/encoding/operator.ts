import type { DerivedFeature } from '@bora/contracts';
import type { Scaling } from './column-scale.ts';
import type { RowView } from './row-view.ts';

/** The derived feature of one kind. */
export type FeatureOf<Kind extends DerivedFeature['kind']> = Extract<DerivedFeature, { kind: Kind }>;

export interface OperatorColumn {
  /** Tells the columns of one feature apart; `''` where there is only one. */
  readonly suffix: string;
  readonly scaling: Scaling;
}

export interface EmbeddingOutput {
  readonly dimensions: number;
  /** Number of levels including level 0. */
  readonly levelCount: number;
  /** Level of each row; 0 = not kept. */
  levels(rows: RowView): Int32Array;
}

/** A derived feature ready to encode. */
export interface Operator {
  readonly columns: readonly OperatorColumn[];
  /** Writes every raw value to `out[column * rowCount + row]`, NaN where it is missing. */
  write(rows: RowView, out: Float64Array): void;
  readonly embedding?: EmbeddingOutput;
}
