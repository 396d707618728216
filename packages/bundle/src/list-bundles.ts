import { type ModelManifest, ModelReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { BundleDamagedError, BundleFormatError, BundleNotFoundError } from './bundle-error.ts';
import { manifestFile } from './bundle-key.ts';
import { damageBySize } from './read-files.ts';
import { readManifest } from './read-manifest.ts';
import { BundleAlteredError, BundleUnsignedError, UnknownSignerError } from './signing/signing-error.ts';
import type { TrustedKeys } from './signing/signing-key.ts';

/** A model version as a listing shows it: its manifest, or why it cannot be used. */
export type ListedBundle = ModelReference &
  (
    | { readonly manifest: ModelManifest; readonly error: null }
    | { readonly manifest: null; readonly error: ListedError }
  );

const listedErrors = [
  BundleDamagedError,
  BundleFormatError,
  BundleUnsignedError,
  BundleAlteredError,
  UnknownSignerError,
];
type ListedError = InstanceType<(typeof listedErrors)[number]>;

/**
 * All model versions of a store, or of one model, by name and then by version. Reads the manifests and the sizes of
 * the files, where keys are given the signatures, not the files: what is listed as whole may still be refused when it is read.
 *
 * @throws ObjectStoreUnavailableError when the store cannot be reached.
 */
export async function listBundles(
  store: ObjectStore,
  name?: string,
  trusted?: TrustedKeys,
): Promise<ListedBundle[]> {
  const folders = await bundleFolders(store, name);
  const listed: ListedBundle[] = [];
  for (const { bundle, sizes } of folders) {
    if (!sizes.has(manifestFile)) continue;
    const entry = await listBundle(store, bundle, sizes, trusted);
    if (entry) listed.push(entry);
  }
  return listed.sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

async function listBundle(
  store: ObjectStore,
  bundle: ModelReference,
  sizes: ReadonlyMap<string, number>,
  trusted: TrustedKeys | undefined,
): Promise<ListedBundle | null> {
  try {
    const manifest = await readManifest(store, bundle, trusted);
    const damage = damageBySize(manifest, sizes);
    if (damage) throw new BundleDamagedError(bundle, damage.file, damage.damage);
    return { ...bundle, manifest, error: null };
  } catch (error) {
    if (error instanceof BundleNotFoundError) return null;
    if (!isListedError(error)) throw error;
    return { ...bundle, manifest: null, error };
  }
}

function isListedError(error: unknown): error is ListedError {
  return listedErrors.some((type) => error instanceof type);
}

interface BundleFolder {
  readonly bundle: ModelReference;
  readonly sizes: Map<string, number>;
}

async function bundleFolders(store: ObjectStore, name: string | undefined): Promise<Iterable<BundleFolder>> {
  const folders = new Map<string, BundleFolder>();
  for await (const { key, size } of store.list(name === undefined ? '' : `${name}/`)) {
    const [model, version, ...file] = key.split('/');
    const reference = ModelReference.safeParse({ name: model, version });
    if (!reference.success || file.length === 0) continue;
    const bundle = reference.data;
    const id = `${bundle.name}/${bundle.version}`;
    const folder = folders.get(id) ?? { bundle, sizes: new Map() };
    folder.sizes.set(file.join('/'), size);
    folders.set(id, folder);
  }
  return folders.values();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
