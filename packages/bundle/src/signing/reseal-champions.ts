import type { ObjectStore } from '@bora/object-store';
import { BundleFormatError } from '../bundle-error.ts';
import { championKey } from '../bundle-key.ts';
import { readChampion } from '../champion.ts';
import { jsonBytes } from '../json-file.ts';
import type { ChampionSeal } from './champion-seal.ts';

/**
 * Seals every champion pointer with the payload key of today that the key before it sealed; others stay as they are.
 *
 * @param current knows today's key alone.
 * @param rotating knows the one before as well.
 */
export async function resealChampions(
  store: ObjectStore,
  current: ChampionSeal,
  rotating: ChampionSeal,
): Promise<void> {
  for await (const { key } of store.list('')) {
    const name = key.split('/')[0]!;
    if (key !== championKey(name)) continue;
    const pointer = await readChampion(store, name).catch(unlessBroken);
    if (!pointer || current.isSealed(pointer) || !rotating.isSealed(pointer)) continue;
    await store.put(key, jsonBytes({ ...pointer, seal: current.seal(pointer) }));
  }
}

/** A pointer that cannot be read is refused wherever it is used; the others are sealed all the same. */
function unlessBroken(error: unknown): undefined {
  if (!(error instanceof BundleFormatError)) throw error;
}
