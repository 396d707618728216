import type { Distribution, Variable } from '@bora/contracts';
import type { VariableCounts } from './file-counts.ts';
import type { BinShares, PairedBin } from './paired-bins.ts';

/** What the rules look at. */
export interface WatchedVariable {
  readonly variable: Variable;
  readonly distribution: Distribution;
  readonly counts: VariableCounts;
  /** `pairBins` of the two. */
  readonly bins: readonly PairedBin[];
  readonly trainingRows: number;
  readonly fileRows: number;
  /** How often chance alone may break one rule. */
  readonly rate: number;
}

export const brokenKinds = [
  'column-absent',
  'constant-no-longer',
  'now-constant',
  'unseen-codes',
  'vanished-codes',
  'surged-codes',
  'missing-share-changed',
  'scale-changed',
  'fractions-appeared',
] as const;
export type BrokenKind = (typeof brokenKinds)[number];

/** A rule that is broken: what is recorded changed, and not only who applies. */
export interface BrokenRule {
  readonly kind: BrokenKind;
  /** Bins that the break explains; null where nothing of the variable can be compared any more. */
  readonly explained: readonly PairedBin[] | null;
  /** Share of rows concerned: of the file, or of training where codes are gone. */
  readonly concerned: number;
  /** The codes or bins concerned, those of the largest shares first. */
  readonly codes: readonly BinShares[];
  readonly sentence: string;
}

/** Null where the rule holds. */
export type Rule = (watched: WatchedVariable) => BrokenRule | null;
