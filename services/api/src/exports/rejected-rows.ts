import { batchCipher, type PayloadCipher, payloadContext, readRejects, uploadKeys } from '@bora/batch-store';
import type { ApplicationSchema } from '@bora/contracts';
import { type FileLayout, recordBytesIn } from '@bora/features';
import type { ObjectStore } from '@bora/object-store';
import type { Redis } from 'ioredis';
import type { StoredUploadIndex } from '../upload/stored-upload.ts';

export interface RejectedRowSources {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly uploads: ObjectStore;
}

const lineBreak = Buffer.from('\n');

/**
 * The rejected rows as they stood in the file, byte for byte under its header, a chunk at a time: a file that is
 * uploaded again once it is corrected.
 */
export async function* rejectedRows(
  { redis, cipher, uploads }: RejectedRowSources,
  batchId: string,
  { layout, chunks, wrappedKey }: StoredUploadIndex,
  schema: ApplicationSchema,
): AsyncGenerator<Buffer> {
  if (layout.header) yield Buffer.from(`${headerOf(layout, schema)}\n`);
  const ofBatch = batchCipher(cipher, batchId, wrappedKey);
  for (const [chunk, { firstRow, storedAt, storedBytes }] of chunks.entries()) {
    const rejects = await readRejects(redis, cipher, batchId, chunk);
    if (rejects.length === 0) continue;
    const sealed = await uploads.getRange(uploadKeys.chunks(batchId), storedAt, storedAt + storedBytes);
    const records = recordBytesIn(ofBatch.open(sealed, payloadContext.chunk(batchId, chunk)), layout);
    yield Buffer.concat(rejects.flatMap(({ row }) => [records[row - firstRow] ?? Buffer.of(), lineBreak]));
  }
}

/** The schema's names in the order of the file; a column without a name has none here either. */
function headerOf({ variables, delimiter }: FileLayout, schema: ApplicationSchema): string {
  return variables.map((index) => (index === null ? '' : schema.variables[index]!.name)).join(delimiter);
}
