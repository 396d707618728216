import { ModelManifest, type ModelReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { type LoadedBundle, loadBundle, type ProfileRequirement } from './loaded-bundle.ts';
import { readFiles } from './read-files.ts';
import { parseManifest, trustedManifestBytes } from './read-manifest.ts';
import type { TrustedKeys } from './signing/signing-key.ts';

/** What is asked of a bundle: the compliance profiles, and where keys are given, a signature by one of them. */
export interface BundleRequirement extends ProfileRequirement {
  readonly trusted?: TrustedKeys | undefined;
}

/**
 * Reads a model version: manifest and every file verified by size and SHA-256, none missing, none unlisted.
 *
 * @throws BundleNotFoundError, BundleDamagedError (naming the file), BundleFormatError, ForbiddenVariableError,
 * UnknownProfileError; where keys are given BundleUnsignedError, BundleAlteredError, UnknownSignerError.
 * @throws ObjectStoreUnavailableError when the store cannot be reached: only this one is worth a retry.
 */
export async function readBundle(
  store: ObjectStore,
  bundle: ModelReference,
  requirement: BundleRequirement,
): Promise<LoadedBundle> {
  return (await readBundleAsStored(store, bundle, requirement)).bundle;
}

/** The same, and the bytes of the manifest that every file was held against: what is to be signed. Throws as `readBundle`. */
export async function readBundleAsStored(
  store: ObjectStore,
  reference: ModelReference,
  requirement: BundleRequirement,
): Promise<{ readonly bundle: LoadedBundle; readonly manifestBytes: Uint8Array }> {
  const manifestBytes = await trustedManifestBytes(store, reference, requirement.trusted);
  const manifest = parseManifest(manifestBytes, reference, ModelManifest);
  const bundle = loadBundle(manifest, await readFiles(store, manifest), requirement);
  return { bundle, manifestBytes };
}
