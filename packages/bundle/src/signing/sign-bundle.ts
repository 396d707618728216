import type { ModelReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import type { ProfileRequirement } from '../loaded-bundle.ts';
import { readBundleAsStored } from '../read-bundle.ts';
import { sha256 } from '../sha256.ts';
import { putSignature } from './manifest-signature.ts';
import type { SigningKey } from './signing-key.ts';

/**
 * Signs a stored version, once every file of it is verified, in place of an earlier signature. Signed is the manifest that
 * the files were held against, whatever stands in its place by then.
 *
 * @returns the SHA-256 of that manifest: tells which content of the version was signed.
 * @throws what `readBundle` throws: what is damaged is not signed.
 */
export async function signBundle(
  store: ObjectStore,
  reference: ModelReference,
  requirement: ProfileRequirement,
  signer: SigningKey,
): Promise<string> {
  const { manifestBytes } = await readBundleAsStored(store, reference, requirement);
  await putSignature(store, reference, manifestBytes, signer);
  return sha256(manifestBytes);
}
