import type { ObjectStore } from '@bora/object-store';
import { readChampion } from '../champion.ts';
import type { ChampionSeal, StoredPointer } from './champion-seal.ts';
import { ChampionRolledBackError, ChampionUnsealedError } from './signing-error.ts';

/** A promotion as it is remembered outside of the model store. */
export interface Promotion {
  readonly version: string;
  readonly promotedAtMs: number;
}

/** Remembers the newest promotion of every model, where a writer of the model store cannot reach. */
export interface ChampionRegister {
  newest(name: string): Promise<Promotion | null>;
  /** Remembers this promotion unless a newer one is known. */
  accept(name: string, promotion: Promotion): Promise<void>;
}

/** What a champion pointer is held against where signatures are asked for. */
export type ChampionGuard = ChampionSeal & ChampionRegister;

export const promotionOf = ({ version, promotedAt }: StoredPointer): Promotion => ({
  version,
  promotedAtMs: Date.parse(promotedAt),
});

/**
 * The pointer to the live version of a model, when it is the last one that was promoted; `null` where none ever was.
 * Without a guard the pointer is taken as it stands.
 *
 * @throws ChampionUnsealedError when it was not promoted by whoever holds the payload key.
 * @throws ChampionRolledBackError when a newer one was followed before, or when it is gone.
 * @throws what `readChampion` throws.
 */
export async function readGuardedChampion(
  store: ObjectStore,
  name: string,
  guard: ChampionGuard | undefined,
): Promise<StoredPointer | null> {
  const pointer = await readChampion(store, name);
  if (!guard) return pointer;
  const newest = await guard.newest(name);
  if (pointer && !guard.isSealed(pointer)) throw new ChampionUnsealedError(name);
  const isOlder = newest && (!pointer || promotionOf(pointer).promotedAtMs < newest.promotedAtMs);
  if (isOlder) throw new ChampionRolledBackError(name, newest.version, pointer?.version ?? null);
  return pointer;
}
