import { Reject } from '@bora/contracts';
import { z } from 'zod';
import { type PayloadCipher, payloadContext } from './payload-cipher.ts';

/** The rejects of one chunk as they stand in Redis; empty where there is none. */
export function sealRejects(
  cipher: PayloadCipher,
  batchId: string,
  chunk: number,
  rejects: readonly Reject[],
): Buffer {
  if (rejects.length === 0) return Buffer.alloc(0);
  return cipher.seal(Buffer.from(JSON.stringify(rejects)), payloadContext.rejects(batchId, chunk));
}

/** The inverse of `sealRejects`. Throws `PayloadUnreadableError`. */
export function openRejects(
  cipher: PayloadCipher,
  batchId: string,
  chunk: number,
  sealed: Uint8Array,
): Reject[] {
  const plain = cipher.open(sealed, payloadContext.rejects(batchId, chunk));
  return z.array(Reject).parse(JSON.parse(plain.toString()));
}
