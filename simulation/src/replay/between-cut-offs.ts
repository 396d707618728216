import type { CurvePoint } from './cut-off-curve.ts';
import { normalInterval, type ProfitInterval } from './normal-interval.ts';

/** Who changes sides when a cut-off is moved, and what that earns. */
export interface CutOffSwap {
  /** Approved by the new cut-off alone. */
  readonly swappedIn: number;
  /** Approved by the old cut-off alone. */
  readonly swappedOut: number;
  /** Bads among all who change sides, null where nobody does. */
  readonly badRate: number | null;
  /** Of the new cut-off over the old one, for each applicant. */
  readonly profitPerApplicant: number;
  /** 95 %, paired: of the difference, not of the two profits. */
  readonly interval: ProfitInterval;
}

/** The swap-set of two points of one curve over so many applicants: moving a cut-off swaps in one direction only. */
export function betweenCutOffs(old: CurvePoint, moved: CurvePoint, applicants: number): CutOffSwap {
  const changed = Math.abs(moved.approved - old.approved);
  const profitPerApplicant = moved.profitPerApplicant - old.profitPerApplicant;
  return {
    swappedIn: Math.max(0, moved.approved - old.approved),
    swappedOut: Math.max(0, old.approved - moved.approved),
    badRate: changed === 0 ? null : Math.abs(moved.bads - old.bads) / changed,
    profitPerApplicant,
    // Only who changes sides has a difference, so that the squares of the two are apart by theirs.
    interval: normalInterval(profitPerApplicant, Math.abs(moved.squareMean - old.squareMean), applicants),
  };
}

/** The point of a curve whose cut-off is nearest to this one. */
export function pointAt(curve: readonly CurvePoint[], cutOff: number): CurvePoint | undefined {
  const distance = (point: CurvePoint) => Math.abs(point.cutOff - cutOff);
  return curve.reduce<CurvePoint | undefined>(
    (best, point) => (best === undefined || distance(point) < distance(best) ? point : best),
    undefined,
  );
}
