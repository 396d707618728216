import type { ObjectStore } from '@bora/object-store';
import type { z } from 'zod';
import { BundleDamagedError, BundleExistsError, BundleNotFoundError } from './bundle-error.ts';
import { bundleClaims, bundleKey, manifestFile } from './bundle-key.ts';
import { withClaim } from './claim.ts';
import { jsonBytes } from './json-file.ts';
import { readFiles, storedSizes } from './read-files.ts';
import { readVersionManifest, type VersionManifest } from './read-manifest.ts';
import { sha256 } from './sha256.ts';

/**
 * Puts a bundle into a store: all files, then the manifest, then reads all of it back. Without its manifest a
 * bundle does not exist, so that an interruption leaves nothing that can be read; the next attempt clears it away.
 * A bundle that stands there already is verified, and written again where it is damaged.
 *
 * Any number of writers may store the same content at once; of two who store different content as one version at
 * most one succeeds, and the other changes nothing.
 *
 * @param files bytes of exactly the files that the manifest lists.
 * @param type of the manifest.
 * @throws BundleExistsError when the version stands with other content, or is being written with other content.
 * @throws BundleDamagedError when what is read back is not what was written.
 */
export async function storeBundle<Manifest extends VersionManifest>(
  store: ObjectStore,
  manifest: Manifest,
  files: ReadonlyMap<string, Uint8Array>,
  type: z.ZodType<Manifest>,
): Promise<void> {
  const manifestBytes = jsonBytes(manifest);
  const isOurs = await withClaim(store, bundleClaims(manifest), sha256(manifestBytes), async () => {
    const stands = await standsAlready(store, manifest, type);
    if (stands && (await isWhole(store, manifest))) return;
    if (!stands) await removeLeftovers(store, manifest);
    for (const [name, bytes] of files) await store.put(bundleKey(manifest, name), bytes);
    if (!stands) await store.put(bundleKey(manifest, manifestFile), manifestBytes);
    await readFiles(store, await readVersionManifest(store, manifest, type));
  });
  if (!isOurs) throw new BundleExistsError(manifest);
}

/** Whether this very manifest is stored; one that cannot be read back counts as none. */
async function standsAlready<Manifest extends VersionManifest>(
  store: ObjectStore,
  manifest: Manifest,
  type: z.ZodType<Manifest>,
): Promise<boolean> {
  try {
    const standing = await readVersionManifest(store, manifest, type);
    if (JSON.stringify(standing) !== JSON.stringify(manifest)) throw new BundleExistsError(manifest);
    return true;
  } catch (error) {
    if (error instanceof BundleNotFoundError || error instanceof BundleDamagedError) return false;
    throw error;
  }
}

async function isWhole(store: ObjectStore, manifest: VersionManifest): Promise<boolean> {
  try {
    await readFiles(store, manifest);
    return true;
  } catch (error) {
    if (error instanceof BundleDamagedError) return false;
    throw error;
  }
}

async function removeLeftovers(store: ObjectStore, manifest: VersionManifest): Promise<void> {
  for (const name of (await storedSizes(store, manifest)).keys()) {
    const isExpected = name === manifestFile || Object.hasOwn(manifest.files, name);
    if (!isExpected) await store.delete(bundleKey(manifest, name));
  }
}
