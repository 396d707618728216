import { createBatchKey, type PayloadCipher, payloadContext } from '@bora/batch-store';
import { detectLayout } from '@bora/features';
import type { ObjectStore } from '@bora/object-store';
import { StoredUpload } from '../../src/upload/stored-upload.ts';
import { inventedHeader, inventedSchema } from './invented-schema.ts';
import { inventedVersions } from './scored-batch.ts';

/** Stores the lines of a file as the upload of a batch, `rowsPerChunk` in each of its chunks. */
export async function storeUpload(
  { uploads, cipher }: { readonly uploads: ObjectStore; readonly cipher: PayloadCipher },
  batchId: string,
  lines: readonly string[],
  rowsPerChunk = 4,
): Promise<void> {
  const stored = new StoredUpload(uploads, batchId);
  const key = createBatchKey(cipher, batchId);
  const chunks = [];
  for (let from = 0; from < lines.length; from += rowsPerChunk) {
    const some = lines.slice(from, from + rowsPerChunk);
    const plain = Buffer.from(`${some.join('\n')}\n`);
    const sealed = key.cipher.seal(plain, payloadContext.chunk(batchId, chunks.length));
    const place = { firstRow: from + 1, rows: some.length, firstLine: from + 2 };
    chunks.push({ ...place, storedAt: await stored.add(sealed), storedBytes: sealed.length });
  }
  await stored.finish({
    v: 1,
    batchId,
    createdAt: new Date().toISOString(),
    owner: 'o',
    schema: inventedSchema.id,
    ...inventedVersions,
    fileSha256: '',
    fileBytes: 1,
    rows: lines.length,
    layout: detectLayout(Buffer.from(inventedHeader), inventedSchema),
    wrappedKey: key.wrapped.toString('base64'),
    chunks,
  });
}
