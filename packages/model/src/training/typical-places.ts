import { minimumLevelRows } from './level-counts.ts';

/** The middle of the training rows by score: where its places are, risk is ordinary. */
const middle = { from: 0.4, to: 0.6 };
/** Stands between values; a trimmed value never holds a tab. */
const separator = '\t';

/**
 * One value for each column of places, `''` where missing: the most frequent joint value of all columns that most
 * rows have, among the joint values of at least 15 rows whose mean score lies in the middle fifth of all scores
 * (of the rest, the nearest to the median). Where no joint value has so many rows, the column of most levels is
 * given up, and so on. A reference in the most frequent place of all could be of any risk, and reasons against it
 * would name the places of nearly everybody, or of nobody.
 */
export function typicalPlaces(columns: readonly (readonly string[])[], scores: ArrayLike<number>): string[] {
  const values = columns.map(() => '');
  const coarseFirst = columns
    .map((texts, column) => ({ texts, column, levelCount: new Set(texts).size }))
    .filter(({ texts }) => texts.filter((text) => text === '').length * 2 <= texts.length)
    .sort((left, right) => left.levelCount - right.levelCount);
  for (let count = coarseFirst.length; count > 0; count--) {
    const parts = coarseFirst.slice(0, count);
    const chosen = typicalJointValue(
      parts.map(({ texts }) => texts),
      scores,
    );
    if (chosen === null) continue;
    for (const [index, value] of chosen.split(separator).entries()) values[parts[index]!.column] = value;
    return values;
  }
  return values;
}

/** `null` where no joint value without a missing part has enough rows. */
function typicalJointValue(
  columns: readonly (readonly string[])[],
  scores: ArrayLike<number>,
): string | null {
  const found = new Map<string, { rows: number; sum: number }>();
  for (let row = 0; row < scores.length; row++) {
    const parts = columns.map((texts) => texts[row]!);
    if (parts.includes('')) continue;
    const joint = parts.join(separator);
    const { rows, sum } = found.get(joint) ?? { rows: 0, sum: 0 };
    found.set(joint, { rows: rows + 1, sum: sum + scores[row]! });
  }
  const sorted = Float64Array.from(scores).sort();
  const quantile = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
  const [low, median, high] = [quantile(middle.from), quantile(0.5), quantile(middle.to)];
  const candidates = [...found]
    .filter(([, { rows }]) => rows >= minimumLevelRows)
    .map(([joint, { rows, sum }]) => {
      const mean = sum / rows;
      return { joint, rows, distance: mean >= low && mean <= high ? 0 : Math.abs(mean - median) };
    })
    .sort(
      (left, right) =>
        left.distance - right.distance || right.rows - left.rows || (left.joint < right.joint ? -1 : 1),
    );
  return candidates[0]?.joint ?? null;
}
