import type { ChampionPointer, ModelReference } from '@bora/contracts';
import { ObjectDamagedError, ObjectNotFoundError, type ObjectStore } from '@bora/object-store';
import { BundleFormatError, ChampionNotFoundError } from './bundle-error.ts';
import { championKey } from './bundle-key.ts';
import { jsonBytes, parseJson } from './json-file.ts';
import type { LoadedBundle } from './loaded-bundle.ts';
import { type BundleRequirement, readBundle } from './read-bundle.ts';
import { StoredPointer } from './signing/champion-seal.ts';
import { type ChampionGuard, promotionOf } from './signing/guarded-champion.ts';

export interface Promoting {
  readonly now?: Date | undefined;
  /** Seals the pointer and remembers the promotion, so that an older one cannot be put back. */
  readonly guard?: ChampionGuard | undefined;
}

/**
 * Makes a version the live one of its model and returns the pointer; the version is read and verified first.
 *
 * @throws what `readBundle` throws, and then the pointer is as it was.
 */
export async function promoteChampion(
  store: ObjectStore,
  bundle: ModelReference,
  requirement: BundleRequirement,
  promoting: Promoting = {},
): Promise<ChampionPointer> {
  await readBundle(store, bundle, requirement);
  return pointChampion(store, bundle, promoting);
}

/** Makes a version, which the caller has verified, the live one of its name, and returns the pointer. */
export async function pointChampion(
  store: ObjectStore,
  { name, version }: ModelReference,
  { now = new Date(), guard }: Promoting = {},
): Promise<ChampionPointer> {
  const promotedAt = guard ? await laterThanBefore(store, name, now, guard) : now;
  const pointer: ChampionPointer = { name, version, promotedAt: promotedAt.toISOString() };
  await store.put(championKey(name), jsonBytes(guard ? { ...pointer, seal: guard.seal(pointer) } : pointer));
  await guard?.accept(name, promotionOf(pointer));
  return pointer;
}

/** A promotion is newer than the one before, also where the clocks of those who promote differ. */
async function laterThanBefore(
  store: ObjectStore,
  name: string,
  now: Date,
  guard: ChampionGuard,
): Promise<Date> {
  const standing = await readChampion(store, name).catch(() => null);
  const before = [
    await guard.newest(name),
    standing && guard.isSealed(standing) ? promotionOf(standing) : null,
  ].map((promotion) => (promotion ? promotion.promotedAtMs + 1 : 0));
  return new Date(Math.max(now.getTime(), ...before));
}

/**
 * The pointer to the live version of a model, `null` where none was promoted; the version itself is not looked at.
 *
 * @throws BundleFormatError when the pointer cannot be read.
 */
export async function readChampion(store: ObjectStore, name: string): Promise<StoredPointer | null> {
  const key = championKey(name);
  let bytes: Uint8Array;
  try {
    bytes = await store.get(key);
  } catch (error) {
    if (error instanceof ObjectNotFoundError) return null;
    if (error instanceof ObjectDamagedError) {
      throw new BundleFormatError(key, 'it is damaged, promote a version again', { cause: error });
    }
    throw error;
  }
  const pointer = parseJson(bytes, StoredPointer, (problem) => new BundleFormatError(key, problem));
  if (pointer.name !== name) throw new BundleFormatError(key, `it points to another model, ${pointer.name}`);
  return pointer;
}

/**
 * The live version of a model.
 *
 * @throws ChampionNotFoundError when no version was promoted.
 * @throws what `readChampion` and `readBundle` throw: a pointer to a version that is missing, damaged or forbidden
 * is refused.
 */
export async function readChampionBundle(
  store: ObjectStore,
  name: string,
  requirement: BundleRequirement,
): Promise<LoadedBundle> {
  const pointer = await readChampion(store, name);
  if (!pointer) throw new ChampionNotFoundError(name);
  return readBundle(store, { name, version: pointer.version }, requirement);
}
