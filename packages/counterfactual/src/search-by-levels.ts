import { type Combination, combinationsOf, countCombinations, extendCombinations } from './combinations.ts';

export interface TriedCombination {
  readonly combination: Combination;
  readonly pd: number;
  /** It reaches a better decision. */
  readonly isEnough: boolean;
}

export interface LevelSearch {
  /** Variable of each candidate, ascending. */
  readonly variableOf: readonly number[];
  /** Variables that a rule of the policy wants changed. */
  readonly mustChange: ReadonlySet<number>;
  readonly score: (combinations: readonly Combination[]) => TriedCombination[];
}

/** Who must change more is another applicant. */
export const maximumChanges = 5;
/** Combinations that are scored before the search goes on from the best ones alone. */
const maximumCombinations = 12_000;
const bestKept = 30;

/**
 * Tries every combination of one candidate, then of two and so on, at most five; where there would be more than
 * 12,000 in all it goes on from the best 30 of the level before. Ends at the first level where any is enough and
 * answers those that are.
 */
export function searchByLevels({ variableOf, mustChange, score }: LevelSearch): {
  readonly enough: readonly TriedCombination[];
  readonly isExhaustive: boolean;
} {
  const groupSizes = [...new Set(variableOf)].map(
    (variable) => variableOf.filter((other) => other === variable).length,
  );
  let isExhaustive = true;
  let left = maximumCombinations;
  let best: readonly Combination[] = [[]];
  for (let count = 1; count <= Math.min(maximumChanges, groupSizes.length); count += 1) {
    left -= countCombinations(groupSizes, count);
    isExhaustive &&= left >= 0;
    const combinations = isExhaustive
      ? [...combinationsOf(variableOf, count)]
      : extendCombinations(best, variableOf);
    const tried = score(combinations);
    const enough = tried.filter((one) => one.isEnough);
    if (enough.length > 0) return { enough, isExhaustive };
    best = mostPromising(tried, variableOf, mustChange);
  }
  return { enough: [], isExhaustive };
}

/** Those that change most of what a rule wants changed, then those with the lowest PD. */
function mostPromising(
  tried: readonly TriedCombination[],
  variableOf: readonly number[],
  mustChange: ReadonlySet<number>,
): Combination[] {
  const done = (combination: Combination) =>
    combination.filter((candidate) => mustChange.has(variableOf[candidate]!)).length;
  return [...tried]
    .sort((left, right) => done(right.combination) - done(left.combination) || left.pd - right.pd)
    .slice(0, bestKept)
    .map(({ combination }) => combination);
}
