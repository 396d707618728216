import type { Key, KeyPart } from '@bora/contracts';
import type { KeyLevels } from './encoder-state.ts';
import { keyName } from './key-levels.ts';
import { partSeparator } from './key-text.ts';

/** Finds kept levels: texts become ids of their part, ids of parts become a level, without joining texts. */
export interface LevelFinder {
  /** Id of each text among the kept levels' values of this part, from 1; 0 = in no kept level. */
  ids(part: KeyPart, texts: readonly string[]): Int32Array;
  /** Level of each row, from 1 in the order of the state; 0 = not kept. `ids[part][row]` as given by `ids`. */
  levels(key: Key, ids: readonly Int32Array[], rowCount: number): Int32Array;
}

/** The steps from one node to the next: `node * width + id` leads to a node. The last node is the level. */
interface Step {
  readonly width: number;
  readonly next: ReadonlyMap<number, number>;
}

export function createLevelFinder(keys: readonly KeyLevels[]): LevelFinder {
  const idsByPart = giveIds(keys);
  const stepsByKey = new Map(keys.map((key) => [keyName(key.key), stepsOf(key, idsByPart)]));
  return {
    ids(part, texts) {
      const known = idsByPart.get(keyName([part]))!;
      const ids = new Int32Array(texts.length);
      for (let row = 0; row < texts.length; row++) ids[row] = known.get(texts[row]!) ?? 0;
      return ids;
    },
    levels(key, ids, rowCount) {
      const levels = new Int32Array(rowCount);
      stepsByKey.get(keyName(key))!.forEach(({ width, next }, part) => {
        const partIds = ids[part]!;
        for (let row = 0; row < rowCount; row++) {
          // No step leads from id 0, nor from node 0 past the first part: a lost row stays lost.
          levels[row] = next.get(levels[row]! * width + partIds[row]!) ?? 0;
        }
      });
      return levels;
    },
  };
}

function giveIds(keys: readonly KeyLevels[]): Map<string, Map<string, number>> {
  const idsByPart = new Map<string, Map<string, number>>();
  for (const { key, levels } of keys) {
    key.forEach((part, index) => {
      const name = keyName([part]);
      const ids = idsByPart.get(name) ?? new Map<string, number>();
      idsByPart.set(name, ids);
      for (const level of levels) {
        const text = level.split(partSeparator)[index]!;
        if (!ids.has(text)) ids.set(text, ids.size + 1);
      }
    });
  }
  return idsByPart;
}

function stepsOf(
  { key, levels }: KeyLevels,
  idsByPart: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Step[] {
  const ids = key.map((part) => idsByPart.get(keyName([part]))!);
  const steps = ids.map((known) => ({ width: known.size + 1, next: new Map<number, number>() }));
  levels.forEach((level, index) => {
    let node = 0;
    level.split(partSeparator).forEach((text, part) => {
      const { width, next } = steps[part]!;
      const edge = node * width + ids[part]!.get(text)!;
      const isLast = part === key.length - 1;
      node = next.get(edge) ?? (isLast ? index + 1 : next.size + 1);
      next.set(edge, node);
    });
  });
  return steps;
}
