import { randomBytes } from 'node:crypto';
import { createPayloadCipher, type PayloadCipher } from './payload-cipher.ts';

const keyBytes = 32;

/** A key of its own for some data, sealed with the payload key: another payload key means to seal the key anew, not the data. */
export interface DataKey {
  /** The key, sealed; kept beside the data. */
  readonly wrapped: Buffer;
  readonly cipher: PayloadCipher;
}

/** @param owner what the key is for, such as `batch:<id>`: a key can never stand in for another */
export function createDataKey(payloadCipher: PayloadCipher, owner: string): DataKey {
  const key = randomBytes(keyBytes);
  return { wrapped: wrapKey(payloadCipher, key, owner), cipher: createPayloadCipher(key) };
}

/** Seals a key that there is already. */
export function wrapKey(payloadCipher: PayloadCipher, key: Uint8Array, owner: string): Buffer {
  return payloadCipher.seal(key, contextOf(owner));
}

/** The inverse of `wrapKey`. Throws `PayloadUnreadableError`. */
export function unwrapKey(payloadCipher: PayloadCipher, wrapped: Uint8Array, owner: string): Buffer {
  return payloadCipher.open(wrapped, contextOf(owner));
}

/** The cipher of a wrapped key. Throws `PayloadUnreadableError` where it is another owner's or payload key's. */
export function openDataKey(payloadCipher: PayloadCipher, wrapped: Uint8Array, owner: string): PayloadCipher {
  return createPayloadCipher(unwrapKey(payloadCipher, wrapped, owner));
}

/** The same key under the payload key of today. */
export function rewrapDataKey(payloadCipher: PayloadCipher, wrapped: Uint8Array, owner: string): Buffer {
  return wrapKey(payloadCipher, unwrapKey(payloadCipher, wrapped, owner), owner);
}

function contextOf(owner: string): string {
  return `data-key:${owner}`;
}
