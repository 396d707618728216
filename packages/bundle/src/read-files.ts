import type { ModelReference } from '@bora/contracts';
import { ObjectNotFoundError, type ObjectStore } from '@bora/object-store';
import { asDamage, BundleDamagedError } from './bundle-error.ts';
import { bundleKey, manifestFile, signatureFile } from './bundle-key.ts';
import type { VersionManifest } from './read-manifest.ts';
import { sha256 } from './sha256.ts';

/**
 * All files that the manifest lists, verified, by name.
 *
 * @throws BundleDamagedError when one is missing or changed, or when there is one more.
 */
export async function readFiles(
  store: ObjectStore,
  manifest: VersionManifest,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const stored = await storedSizes(store, manifest);
  const damage = damageBySize(manifest, stored);
  if (damage) throw new BundleDamagedError(manifest, damage.file, damage.damage);
  const files = new Map<string, Uint8Array>();
  for (const name of Object.keys(manifest.files)) files.set(name, await readFile(store, manifest, name));
  return files;
}

async function readFile(store: ObjectStore, manifest: VersionManifest, name: string): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await store.get(bundleKey(manifest, name));
  } catch (error) {
    if (error instanceof ObjectNotFoundError) throw new BundleDamagedError(manifest, name, 'missing');
    throw asDamage(error, manifest, name);
  }
  if (sha256(bytes) !== manifest.files[name]!.sha256) throw new BundleDamagedError(manifest, name, 'content');
  return bytes;
}

/** Sizes of all stored files of a bundle in bytes, by name, the manifest's too. */
export async function storedSizes(
  store: ObjectStore,
  bundle: ModelReference,
): Promise<ReadonlyMap<string, number>> {
  const prefix = bundleKey(bundle);
  const sizes = new Map<string, number>();
  for await (const { key, size } of store.list(prefix)) sizes.set(key.slice(prefix.length), size);
  return sizes;
}

/** What a listing alone shows to be wrong: the first file that is missing, of another size, or unlisted. */
export function damageBySize(
  manifest: VersionManifest,
  stored: ReadonlyMap<string, number>,
): { file: string; damage: 'missing' | 'size' | 'unlisted' } | null {
  for (const [file, { size }] of Object.entries(manifest.files)) {
    if (!stored.has(file)) return { file, damage: 'missing' };
    if (stored.get(file) !== size) return { file, damage: 'size' };
  }
  for (const file of stored.keys()) {
    const isListed = Object.hasOwn(manifest.files, file);
    if (!isListed && file !== manifestFile && file !== signatureFile) return { file, damage: 'unlisted' };
  }
  return null;
}
