import { sign, verify } from 'node:crypto';
import type { ModelReference } from '@bora/contracts';
import { ObjectNotFoundError, type ObjectStore } from '@bora/object-store';
import { z } from 'zod';
import { asDamage } from '../bundle-error.ts';
import { bundleKey, signatureFile } from '../bundle-key.ts';
import { jsonBytes, parseJson } from '../json-file.ts';
import { BundleAlteredError, BundleUnsignedError, UnknownSignerError } from './signing-error.ts';
import type { SigningKey, TrustedKeys } from './signing-key.ts';

/** `manifest.sig`. */
const ManifestSignature = z.strictObject({
  algorithm: z.literal('Ed25519'),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.base64(),
});

/** A signature of a manifest is one of nothing else. */
const purpose = Buffer.from('bora model manifest 1\n');

/**
 * Signs a manifest, and with it every file that it lists by hash, and puts the signature beside the version.
 *
 * @param manifest the bytes that whoever signs has looked at: what another holds at the same place is not signed by it.
 */
export async function putSignature(
  store: ObjectStore,
  bundle: ModelReference,
  manifest: Uint8Array,
  { id, key }: SigningKey,
): Promise<void> {
  const signature = sign(null, Buffer.concat([purpose, manifest]), key).toString('base64');
  const signed: z.infer<typeof ManifestSignature> = { algorithm: 'Ed25519', keyId: id, signature };
  await store.put(bundleKey(bundle, signatureFile), jsonBytes(signed));
}

/**
 * Holds the bytes of a stored manifest against the signature beside it.
 *
 * @throws BundleUnsignedError, BundleAlteredError, UnknownSignerError; BundleDamagedError when the signature is damaged.
 */
export async function assertSigned(
  store: ObjectStore,
  bundle: ModelReference,
  manifest: Uint8Array,
  trusted: TrustedKeys,
): Promise<void> {
  const bytes = await signatureBytes(store, bundle);
  const { keyId, signature } = parseJson(bytes, ManifestSignature, () => new BundleAlteredError(bundle));
  const key = trusted.get(keyId);
  if (!key) throw new UnknownSignerError(bundle, keyId);
  const isSigned = verify(null, Buffer.concat([purpose, manifest]), key, Buffer.from(signature, 'base64'));
  if (!isSigned) throw new BundleAlteredError(bundle);
}

/** Brings the signature of a version along, where the source has one. */
export async function copySignature(
  source: ObjectStore,
  target: ObjectStore,
  bundle: ModelReference,
): Promise<void> {
  const key = bundleKey(bundle, signatureFile);
  if (await source.exists(key)) await target.put(key, await source.get(key));
}

async function signatureBytes(store: ObjectStore, bundle: ModelReference): Promise<Uint8Array> {
  try {
    return await store.get(bundleKey(bundle, signatureFile));
  } catch (error) {
    if (error instanceof ObjectNotFoundError) throw new BundleUnsignedError(bundle);
    throw asDamage(error, bundle, signatureFile);
  }
}
