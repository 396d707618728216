import {
  addChunk,
  type ChunkEntry,
  type Lifetimes,
  type PayloadCipher,
  payloadContext,
} from '@bora/batch-store';
import type { Redis } from 'ioredis';
import type { CutChunk } from './chunk-cutter.ts';
import type { StoredUpload } from './stored-upload.ts';
import { batchEndedMeanwhile } from './upload-problems.ts';

export interface ChunkWriterTargets {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly batchId: string;
  readonly lifetimes: Lifetimes;
  readonly stored: StoredUpload;
}

/** Seals each chunk once and writes it to Redis and to the stored upload. */
export class ChunkWriter {
  readonly #targets: ChunkWriterTargets;
  readonly #entries: ChunkEntry[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(targets: ChunkWriterTargets) {
    this.#targets = targets;
  }

  /** Where the chunks stand, by number. */
  get entries(): readonly ChunkEntry[] {
    return this.#entries;
  }

  /** Waits until the chunk before is in Redis, so that at most two are under way. */
  async add({ bytes, firstRow, rows, firstLine }: CutChunk): Promise<void> {
    const { cipher, batchId, stored } = this.#targets;
    const chunk = this.#entries.length;
    const sealed = cipher.seal(bytes, payloadContext.chunk(batchId, chunk));
    const entry = {
      firstRow,
      rows,
      firstLine,
      storedAt: await stored.add(sealed),
      storedBytes: sealed.length,
    };
    this.#entries.push(entry);
    await this.#writing;
    this.#writing = this.#write(chunk, entry, sealed);
    // Whoever comes next meets the failure; until then it must not count as unhandled.
    this.#writing.catch(() => {});
  }

  /** Resolves when all chunks are in Redis. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #write(chunk: number, entry: ChunkEntry, sealed: Buffer): Promise<void> {
    const { redis, batchId, lifetimes } = this.#targets;
    const isUploading = await addChunk(redis, batchId, chunk, entry, sealed, lifetimes);
    if (!isUploading) throw batchEndedMeanwhile();
  }
}
