import { basename, dirname, resolve } from 'node:path';
import {
  putSignature,
  readBundle,
  readManifestBytes,
  readShippedProfiles,
  type SigningKey,
  sha256,
} from '@bora/bundle';
import type { ModelReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';

export interface SignedModel extends ModelReference {
  readonly keyId: string;
  /** SHA-256 of the manifest that was signed: tells which content of the version it was. */
  readonly manifestSha256: string;
}

/**
 * Signs a stored version, once every file of it is verified, in place of an earlier signature.
 *
 * @throws what `readBundle` throws: what is damaged is not signed.
 */
export async function signModel(
  store: ObjectStore,
  model: ModelReference,
  signer: SigningKey,
): Promise<SignedModel> {
  const manifest = await readManifestBytes(store, model);
  await readBundle(store, model, { profiles: await readShippedProfiles() });
  await putSignature(store, model, manifest, signer);
  return { ...model, keyId: signer.id, manifestSha256: sha256(manifest) };
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
