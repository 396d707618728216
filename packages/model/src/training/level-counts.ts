/** A level of fewer training rows is kept nowhere: it could be a single person's. */
export const minimumLevelRows = 15;

/** How many rows have each text. */
export function countTexts(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** Sorts entries of `countTexts`, the most frequent first. */
export function byCountThenText(
  [leftText, left]: [string, number],
  [rightText, right]: [string, number],
): number {
  return right - left || (leftText < rightText ? -1 : 1);
}
