import { ChampionPointer, type ModelReference } from '@bora/contracts';
import { ObjectDamagedError, ObjectNotFoundError, type ObjectStore } from '@bora/object-store';
import { BundleFormatError, ChampionNotFoundError } from './bundle-error.ts';
import { championKey } from './bundle-key.ts';
import { jsonBytes, parseJson } from './json-file.ts';
import type { LoadedBundle, ProfileRequirement } from './loaded-bundle.ts';
import { readBundle } from './read-bundle.ts';

/**
 * Makes a version the live one of its model and returns it; the version is read and verified first.
 *
 * @throws what `readBundle` throws, and then the pointer is as it was.
 */
export async function promoteChampion(
  store: ObjectStore,
  bundle: ModelReference,
  requirement: ProfileRequirement,
  now: Date = new Date(),
): Promise<LoadedBundle> {
  const loaded = await readBundle(store, bundle, requirement);
  await pointChampion(store, bundle, now);
  return loaded;
}

/** Makes a version, which the caller has verified, the live one of its name. */
export async function pointChampion(
  store: ObjectStore,
  { name, version }: ModelReference,
  now: Date = new Date(),
): Promise<void> {
  const pointer: ChampionPointer = { name, version, promotedAt: now.toISOString() };
  await store.put(championKey(name), jsonBytes(pointer));
}

/**
 * The pointer to the live version of a model, `null` where none was promoted; the version itself is not looked at.
 *
 * @throws BundleFormatError when the pointer cannot be read.
 */
export async function readChampion(store: ObjectStore, name: string): Promise<ChampionPointer | null> {
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
  const pointer = parseJson(bytes, ChampionPointer, (problem) => new BundleFormatError(key, problem));
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
  requirement: ProfileRequirement,
): Promise<LoadedBundle> {
  const pointer = await readChampion(store, name);
  if (!pointer) throw new ChampionNotFoundError(name);
  return readBundle(store, { name, version: pointer.version }, requirement);
}
