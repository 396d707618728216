import { type BundleFile, ModelManifest, type ModelReference } from '@bora/contracts';
import { ObjectDamagedError, ObjectNotFoundError, type ObjectStore } from '@bora/object-store';
import type { z } from 'zod';
import { BundleDamagedError, BundleFormatError, BundleNotFoundError } from './bundle-error.ts';
import { bundleKey, manifestFile, signatureFile } from './bundle-key.ts';
import { parseJson } from './json-file.ts';
import { type LoadedBundle, loadBundle, type ProfileRequirement } from './loaded-bundle.ts';
import { sha256 } from './sha256.ts';
import { assertSigned } from './signing/manifest-signature.ts';
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
  const manifest = await readManifest(store, bundle, requirement.trusted);
  return loadBundle(manifest, await readFiles(store, manifest), requirement);
}

/** What every manifest says, whatever it is that is versioned: its name, its version, and every other file. */
export interface VersionManifest extends ModelReference {
  readonly files: Readonly<Record<string, z.infer<typeof BundleFile>>>;
}

/** The verified manifest of a bundle, whose files are not looked at. Throws as `readBundle`. */
export async function readManifest(
  store: ObjectStore,
  bundle: ModelReference,
  trusted?: TrustedKeys,
): Promise<ModelManifest> {
  const bytes = await readManifestBytes(store, bundle);
  if (trusted) await assertSigned(store, bundle, bytes, trusted);
  return parseManifest(bytes, bundle, ModelManifest);
}

/** The same for a manifest of any type. */
export async function readVersionManifest<Manifest extends VersionManifest>(
  store: ObjectStore,
  bundle: ModelReference,
  type: z.ZodType<Manifest>,
): Promise<Manifest> {
  return parseManifest(await readManifestBytes(store, bundle), bundle, type);
}

function parseManifest<Manifest extends VersionManifest>(
  bytes: Uint8Array,
  bundle: ModelReference,
  type: z.ZodType<Manifest>,
): Manifest {
  const manifest = parseJson(bytes, type, (problem) => new BundleFormatError(manifestFile, problem));
  if (manifest.name !== bundle.name || manifest.version !== bundle.version) {
    throw new BundleFormatError(manifestFile, `it is the manifest of ${manifest.name}/${manifest.version}`);
  }
  return manifest;
}

/** The bytes of a manifest, as they are signed. Throws BundleNotFoundError, BundleDamagedError. */
export async function readManifestBytes(store: ObjectStore, bundle: ModelReference): Promise<Uint8Array> {
  try {
    return await store.get(bundleKey(bundle, manifestFile));
  } catch (error) {
    if (error instanceof ObjectNotFoundError) throw new BundleNotFoundError(bundle);
    throw asDamage(error, bundle, manifestFile);
  }
}

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

function asDamage(error: unknown, bundle: ModelReference, file: string): unknown {
  if (!(error instanceof ObjectDamagedError)) return error;
  return new BundleDamagedError(bundle, file, 'content', { cause: error });
}
