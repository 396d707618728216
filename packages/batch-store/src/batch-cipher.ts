import { createDataKey, type DataKey, openDataKey } from './data-key.ts';
import type { PayloadCipher } from './payload-cipher.ts';

/** The key of a new batch's chunks, in Redis and in the stored upload. */
export function createBatchKey(payloadCipher: PayloadCipher, batchId: string): DataKey {
  return createDataKey(payloadCipher, batchKeyOwner(batchId));
}

/** What opens a batch's chunks; without a key of its own (batches of older releases) it is the payload cipher. */
export function batchCipher(
  payloadCipher: PayloadCipher,
  batchId: string,
  /** Base64. */
  wrappedKey: string | undefined,
): PayloadCipher {
  if (wrappedKey === undefined) return payloadCipher;
  return openDataKey(payloadCipher, Buffer.from(wrappedKey, 'base64'), batchKeyOwner(batchId));
}

export function batchKeyOwner(batchId: string): string {
  return `batch:${batchId}`;
}
