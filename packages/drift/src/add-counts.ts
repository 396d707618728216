import {
  type FileCounts,
  fewOrNone,
  type LevelCounts,
  type NumberCounts,
  type VariableCounts,
} from './file-counts.ts';

/**
 * Counts of two pieces as those of one: associative and commutative, so that pieces may be put together in any order.
 * Both are counted against the same reference.
 */
export function addCounts(left: FileCounts, right: FileCounts): FileCounts {
  const variables = Object.entries(left.variables).map(([name, counts]): [string, VariableCounts] => [
    name,
    addVariable(counts, right.variables[name]!),
  ]);
  return {
    rows: left.rows + right.rows,
    variables: Object.fromEntries(variables),
    score: addNumbers(left.score, right.score),
  };
}

function addVariable(left: VariableCounts, right: VariableCounts): VariableCounts {
  if (left.kind === 'number' && right.kind === 'number') return addNumbers(left, right);
  if (left.kind === 'levels' && right.kind === 'levels') return addLevels(left, right);
  throw new TypeError('Counts of two references cannot be added.');
}

function addNumbers(left: NumberCounts, right: NumberCounts): NumberCounts {
  return {
    kind: 'number',
    missing: left.missing + right.missing,
    bins: left.bins.map((count, bin) => count + right.bins[bin]!),
    outside: left.outside + right.outside,
    fractions: left.fractions + right.fractions,
    minimum: Math.min(left.minimum, right.minimum),
    maximum: Math.max(left.maximum, right.maximum),
  };
}

function addLevels(left: LevelCounts, right: LevelCounts): LevelCounts {
  return {
    kind: 'levels',
    missing: left.missing + right.missing,
    bins: left.bins.map((count, bin) => count + right.bins[bin]!),
    unseen: left.unseen + right.unseen,
    unseenCodes: addCodes(left.unseenCodes, right.unseenCodes),
  };
}

function addCodes(
  left: LevelCounts['unseenCodes'],
  right: LevelCounts['unseenCodes'],
): LevelCounts['unseenCodes'] {
  if (left === null || right === null) return null;
  const sum = new Map(left);
  for (const [code, count] of right) sum.set(code, (sum.get(code) ?? 0) + count);
  return fewOrNone(sum);
}
