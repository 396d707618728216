import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { ChunkEntry, uploadKeys } from '@bora/batch-store';
import { BatchId, ModelReference, PolicyReference } from '@bora/contracts';
import { FileLayout } from '@bora/features';
import type { ObjectStore } from '@bora/object-store';
import { z } from 'zod';

/** What is kept beside a stored upload: all it takes to find and read one of its rows again. */
export const StoredUploadIndex = z.strictObject({
  v: z.literal(1),
  batchId: BatchId,
  /** Absent in an index that was written before stored uploads were swept. */
  createdAt: z.iso.datetime().optional(),
  owner: z.string(),
  schema: z.string(),
  model: ModelReference,
  policy: PolicyReference,
  fileSha256: z.string(),
  fileBytes: z.int(),
  rows: z.int(),
  layout: FileLayout,
  /** Base64 of the key of the chunks, wrapped by the payload key; absent where that one sealed them itself. */
  wrappedKey: z.string().optional(),
  /** By number of the chunk; the byte ranges lie in the stored upload. */
  chunks: z.array(ChunkEntry),
});
export type StoredUploadIndex = z.infer<typeof StoredUploadIndex>;

const bufferedBytes = 1024 * 1024;

/** Keeps the sealed chunks of one upload in the object store while they come. */
export class StoredUpload {
  readonly #store: ObjectStore;
  readonly #batchId: string;
  readonly #stream = new PassThrough({ highWaterMark: bufferedBytes });
  readonly #stored: Promise<unknown>;
  #byteCount = 0;

  constructor(store: ObjectStore, batchId: string) {
    this.#store = store;
    this.#batchId = batchId;
    this.#stored = store.put(uploadKeys.chunks(batchId), this.#stream);
    // It is awaited where it is used; until then a failure must not count as unhandled.
    this.#stored.catch(() => {});
    this.#stream.on('error', () => {});
  }

  /** Waits while the store is slower than the upload. Resolves with the offset at which the bytes begin. */
  async add(sealed: Buffer): Promise<number> {
    const storedAt = this.#byteCount;
    this.#byteCount += sealed.length;
    if (!this.#stream.write(sealed)) await Promise.race([once(this.#stream, 'drain'), this.#stored]);
    return storedAt;
  }

  /** Makes the upload visible, and its index after it. */
  async finish(index: StoredUploadIndex): Promise<void> {
    this.#stream.end();
    await this.#stored;
    await writeStoredUploadIndex(this.#store, index);
  }

  /** Leaves nothing of the upload behind. */
  async discard(): Promise<void> {
    this.#stream.destroy(new UploadDiscardedError());
    await this.#stored.catch(() => {});
    await removeStoredUpload(this.#store, this.#batchId);
  }
}

export async function removeStoredUpload(store: ObjectStore, batchId: string): Promise<void> {
  await store.delete(uploadKeys.index(batchId));
  await store.delete(uploadKeys.chunks(batchId));
}

export async function readStoredUploadIndex(store: ObjectStore, batchId: string): Promise<StoredUploadIndex> {
  const bytes = await store.get(uploadKeys.index(batchId));
  return StoredUploadIndex.parse(JSON.parse(Buffer.from(bytes).toString()));
}

export async function writeStoredUploadIndex(store: ObjectStore, index: StoredUploadIndex): Promise<void> {
  await store.put(uploadKeys.index(index.batchId), Buffer.from(JSON.stringify(index)));
}

/** Ids of all batches of which anything is stored. */
export async function listStoredUploads(store: ObjectStore): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const { key } of store.list('uploads/')) {
    const id = BatchId.safeParse(/^uploads\/([^/.]+)\.(?:bin|json)$/.exec(key)?.[1]);
    if (id.success) ids.add(id.data);
  }
  return ids;
}

class UploadDiscardedError extends Error {
  override readonly name = 'UploadDiscardedError';

  constructor() {
    super('The upload was given up; what was stored of it is removed.');
  }
}
