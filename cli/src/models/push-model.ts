import { basename, dirname, resolve } from 'node:path';
import { copyBundle, readShippedProfiles, type TrustedKeys } from '@bora/bundle';
import { type ModelManifest, ModelReference } from '@bora/contracts';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import { CliError } from '../terminal/cli-error.ts';

/**
 * Copies the bundle in a folder `…/<name>/<version>` into a store, verified on both sides, its signature too where keys are
 * given.
 *
 * @throws CliError when the folder is not called so; what `copyBundle` throws.
 */
export async function pushModel(
  folder: string,
  target: ObjectStore,
  trusted?: TrustedKeys,
): Promise<ModelManifest> {
  const path = resolve(folder);
  const reference = ModelReference.safeParse({ name: basename(dirname(path)), version: basename(path) });
  if (!reference.success) {
    throw new CliError(`${folder} is not the folder of a model version: it is called …/<name>/<version>.`);
  }
  const source = openObjectStore(`file:${dirname(dirname(path))}`);
  try {
    const profiles = await readShippedProfiles();
    return await copyBundle(source, target, reference.data, { profiles, trusted });
  } finally {
    await source.close();
  }
}
