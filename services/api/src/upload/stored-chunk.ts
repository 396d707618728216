import { batchCipher, type PayloadCipher, payloadContext, uploadKeys } from '@bora/batch-store';
import type { ObjectStore } from '@bora/object-store';
import type { StoredUploadIndex } from './stored-upload.ts';

/** The records of one chunk of a stored upload, as they were given. */
export async function readStoredChunk(
  uploads: ObjectStore,
  payloadCipher: PayloadCipher,
  { batchId, chunks, wrappedKey }: StoredUploadIndex,
  chunk: number,
): Promise<Buffer> {
  const { storedAt, storedBytes } = chunks[chunk]!;
  const sealed = await uploads.getRange(uploadKeys.chunks(batchId), storedAt, storedAt + storedBytes);
  return batchCipher(payloadCipher, batchId, wrappedKey).open(sealed, payloadContext.chunk(batchId, chunk));
}
