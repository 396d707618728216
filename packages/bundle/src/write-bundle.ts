import { ModelManifest } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { BundleFormatError } from './bundle-error.ts';
import { manifestFile, signatureFile } from './bundle-key.ts';
import { loadBundle, type ProfileRequirement } from './loaded-bundle.ts';
import { sha256 } from './sha256.ts';
import { storeBundle } from './store-bundle.ts';

/** Lower-case path segments that mean the same in every file system and in S3. */
const fileName = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;

/**
 * Stores a new model version and returns its manifest. A bundle that `readBundle` would refuse is not written;
 * the same version with the same content may be written again.
 *
 * @param description the manifest but for the files, whose sizes and hashes are taken here.
 * @throws BundleExistsError when the version stands with other content.
 * @throws BundleFormatError, ForbiddenVariableError when the bundle could not be read back; nothing is stored then.
 * @throws BundleDamagedError when the store does not give back what was written.
 */
export async function writeBundle(
  store: ObjectStore,
  description: Omit<ModelManifest, 'files'>,
  files: Readonly<Record<string, Uint8Array>>,
  requirement: ProfileRequirement,
): Promise<ModelManifest> {
  for (const name of Object.keys(files)) {
    if (name === manifestFile || name === signatureFile || !fileName.test(name)) {
      throw new BundleFormatError(name, 'a bundle cannot hold a file of this name');
    }
  }
  const listed = Object.entries(files).map(([name, bytes]) => [
    name,
    { sha256: sha256(bytes), size: bytes.length },
  ]);
  const manifest = ModelManifest.parse({ ...description, files: Object.fromEntries(listed) });
  const contents = new Map(Object.entries(files));
  loadBundle(manifest, contents, requirement);
  await storeBundle(store, manifest, contents, ModelManifest);
  return manifest;
}
