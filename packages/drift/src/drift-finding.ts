import type { BinShares } from './paired-bins.ts';
import type { BrokenKind } from './watched-variable.ts';

/** `act`: scores of this file are not what was measured; `watch`: look at it, scores hardly depend on it. */
export type Severity = 'act' | 'watch';

export interface DriftFinding {
  readonly kind: BrokenKind | 'moved-population' | 'moved-score';
  /** Null for the score. */
  readonly variable: string | null;
  /** For people. */
  readonly label: string;
  readonly modelReads: boolean;
  readonly severity: Severity;
  /** Share of rows concerned by a break; null for a moved population. */
  readonly concerned: number | null;
  /** PSI of a moved population, without the bins that a break explains; null for a break. */
  readonly psi: number | null;
  readonly codes: readonly BinShares[];
  readonly sentence: string;
}
