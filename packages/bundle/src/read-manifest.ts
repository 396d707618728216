import { type BundleFile, ModelManifest, type ModelReference } from '@bora/contracts';
import { ObjectNotFoundError, type ObjectStore } from '@bora/object-store';
import type { z } from 'zod';
import { asDamage, BundleFormatError, BundleNotFoundError } from './bundle-error.ts';
import { bundleKey, manifestFile } from './bundle-key.ts';
import { parseJson } from './json-file.ts';
import { assertSigned } from './signing/manifest-signature.ts';
import type { TrustedKeys } from './signing/signing-key.ts';

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
  return parseManifest(await trustedManifestBytes(store, bundle, trusted), bundle, ModelManifest);
}

/** The bytes of a manifest, held against the signature beside it where keys are given. */
export async function trustedManifestBytes(
  store: ObjectStore,
  bundle: ModelReference,
  trusted: TrustedKeys | undefined,
): Promise<Uint8Array> {
  const bytes = await readManifestBytes(store, bundle);
  if (trusted) await assertSigned(store, bundle, bytes, trusted);
  return bytes;
}

/** The same for a manifest of any type. */
export async function readVersionManifest<Manifest extends VersionManifest>(
  store: ObjectStore,
  bundle: ModelReference,
  type: z.ZodType<Manifest>,
): Promise<Manifest> {
  return parseManifest(await readManifestBytes(store, bundle), bundle, type);
}

/** Throws BundleFormatError where it is no such manifest, or that of another version. */
export function parseManifest<Manifest extends VersionManifest>(
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
