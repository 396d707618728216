import type { DerivedFeature, Key } from '@bora/contracts';
import { EncoderMismatchError } from './encoder-mismatch-error.ts';
import { type KeyLevels, minimumLevelRows } from './encoder-state.ts';
import { partSeparator } from './key-text.ts';

/** Two keys of one name are one key. */
export function keyName(key: Key): string {
  return JSON.stringify(key);
}

/** Every key whose levels the features need, once. */
export function keysOf(features: readonly DerivedFeature[]): Key[] {
  return [...new Map(features.flatMap(readBy).map((key) => [keyName(key), key])).values()];
}

function readBy(feature: DerivedFeature): Key[] {
  switch (feature.kind) {
    case 'one-hot':
    case 'frequency':
    case 'embedding':
      return [feature.of];
    case 'target-rate':
      return feature.chain;
    case 'kernel-rate':
      return [[feature.of]];
    default:
      return [];
  }
}

/**
 * Counts the levels of a key and keeps those of at least 15 rows.
 * `parts[part][row]` is the normalised text of each part of the key.
 */
export function fitKeyLevels(key: Key, parts: readonly (readonly string[])[], bad: Uint8Array): KeyLevels {
  const counts = new Map<string, { rows: number; bad: number }>();
  for (let row = 0; row < bad.length; row++) {
    const level = parts.map((texts) => texts[row]!).join(partSeparator);
    let count = counts.get(level);
    if (count === undefined) {
      count = { rows: 0, bad: 0 };
      counts.set(level, count);
    }
    count.rows += 1;
    count.bad += bad[row]!;
  }
  const kept = [...counts]
    .filter(([, count]) => count.rows >= minimumLevelRows)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    key,
    levels: kept.map(([level]) => level),
    rows: kept.map(([, count]) => count.rows),
    bad: kept.map(([, count]) => count.bad),
  };
}

/** The levels of at least `minimumRows`, and for each level of the key its number among them (0 = none). */
export function renumberLevels(
  { levels, rows }: KeyLevels,
  minimumRows: number,
): { kept: string[]; renumbered: Int32Array } {
  const kept: string[] = [];
  const renumbered = new Int32Array(levels.length + 1);
  levels.forEach((level, index) => {
    if (rows[index]! >= minimumRows) renumbered[index + 1] = kept.push(level);
  });
  return { kept, renumbered };
}

/** Finds the kept levels of a key. */
export function findLevels(keys: readonly KeyLevels[]): (key: Key) => KeyLevels {
  const byName = new Map(keys.map((key) => [keyName(key.key), key]));
  return (key) => {
    const levels = byName.get(keyName(key));
    if (levels === undefined) throw new EncoderMismatchError(`no levels for the key ${keyName(key)}`);
    return levels;
  };
}
