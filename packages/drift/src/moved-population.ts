import type { PopulationComparison } from './compare-populations.ts';
import type { DriftFinding } from './drift-finding.ts';
import type { BinShares } from './paired-bins.ts';
import { changes } from './sentence-parts.ts';
import { moderatePsi } from './thresholds.ts';

/** Both beyond chance and beyond the customary mark: in a large file chance alone explains next to nothing. */
export function movedPopulation(
  comparison: PopulationComparison | null,
  isRest: boolean,
): (Pick<DriftFinding, 'psi' | 'codes' | 'sentence'> & { psi: number }) | null {
  if (!comparison || comparison.psi < moderatePsi || comparison.psi < comparison.critical) return null;
  const codes = comparison.bins.toSorted((left, right) => changeOf(right) - changeOf(left)).slice(0, 3);
  const where = isRest ? ' among the values that the break does not explain' : '';
  return {
    psi: comparison.psi,
    codes,
    sentence: `Other applicants than in training${where}: PSI ${comparison.psi.toFixed(2)}; most in ${changes(codes)}.`,
  };
}

function changeOf({ trainingShare, fileShare }: BinShares): number {
  return Math.abs(fileShare - trainingShare);
}
