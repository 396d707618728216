import { basename, dirname, resolve } from 'node:path';
import { readShippedProfiles, type SigningKey, signBundle } from '@bora/bundle';
import type { ModelReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';

export interface SignedModel extends ModelReference {
  readonly keyId: string;
  /** SHA-256 of the manifest that was signed: tells which content of the version it was. */
  readonly manifestSha256: string;
}

/** As `signBundle`. */
export async function signModel(
  store: ObjectStore,
  model: ModelReference,
  signer: SigningKey,
): Promise<SignedModel> {
  const profiles = await readShippedProfiles();
  const manifestSha256 = await signBundle(store, model, { profiles }, signer);
  return { ...model, keyId: signer.id, manifestSha256 };
}

/** The store and the version that a folder `…/<name>/<version>` is. */
export function folderOfModel(folder: string): { location: string; name: string; version: string } {
  const path = resolve(folder);
  return {
    location: `file:${dirname(dirname(path))}`,
    name: basename(dirname(path)),
    version: basename(path),
  };
}
