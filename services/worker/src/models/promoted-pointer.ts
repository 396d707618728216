import {
  type ChampionGuard,
  ChampionRolledBackError,
  ChampionUnsealedError,
  readGuardedChampion,
  type StoredPointer,
} from '@bora/bundle';
import type { ObjectStore } from '@bora/object-store';
import type { Logger } from 'pino';

/** Reads the champion pointer of a model; one that nobody promoted is logged once and counts as none. */
export function createPromotedPointer(
  store: ObjectStore,
  name: string,
  guard: ChampionGuard | undefined,
  log: Logger,
): () => Promise<StoredPointer | null> {
  let said: string | undefined;
  return async () => {
    try {
      const pointer = await readGuardedChampion(store, name, guard);
      said = undefined;
      return pointer;
    } catch (error) {
      if (!(error instanceof ChampionUnsealedError || error instanceof ChampionRolledBackError)) throw error;
      if (said !== error.message) {
        log.error({ model: name, code: error.code, reason: error.message }, 'champion pointer refused');
      }
      said = error.message;
      return null;
    }
  };
}
