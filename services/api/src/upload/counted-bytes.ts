import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { uploadIncomplete, uploadStalled, uploadTooLarge } from './upload-problems.ts';

export interface UploadLimits {
  readonly maximumBytes: number;
  /** Time without a byte, while we wait for one. */
  readonly idleTimeoutMs: number;
}

/** The bytes of an upload in pieces, counted and hashed as they are read. */
export class CountedBytes implements AsyncIterable<Buffer> {
  readonly #stream: Readable;
  readonly #limits: UploadLimits;
  readonly #hash: Hash = createHash('sha256');
  #byteCount = 0;

  constructor(stream: Readable, limits: UploadLimits) {
    this.#stream = stream;
    this.#limits = limits;
  }

  get byteCount(): number {
    return this.#byteCount;
  }

  /** SHA-256 of all bytes; once, at the end. */
  sha256(): string {
    return this.#hash.digest('hex');
  }

  /**
   * Leaves the stream open when the reader stops early, so that an answer can still be given. Throws `ApiProblem`:
   * too large, stalled or broken off.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    const pieces = this.#stream.iterator({ destroyOnReturn: false });
    let isStalled = false;
    try {
      for (;;) {
        const next = await this.#inTime(pieces.next());
        if (next === 'stalled') {
          isStalled = true;
          throw uploadStalled(this.#limits.idleTimeoutMs);
        }
        if (next.done) return;
        const piece: Buffer = next.value;
        this.#byteCount += piece.length;
        if (this.#byteCount > this.#limits.maximumBytes) throw uploadTooLarge(this.#limits.maximumBytes);
        this.#hash.update(piece);
        yield piece;
      }
    } finally {
      // A read that waits would keep `return` waiting with it.
      if (!isStalled) await pieces.return?.();
    }
  }

  async #inTime<Result>(reading: Promise<Result>): Promise<Result | 'stalled'> {
    let timer: NodeJS.Timeout | undefined;
    const stalled = new Promise<'stalled'>((resolve) => {
      timer = setTimeout(resolve, this.#limits.idleTimeoutMs, 'stalled');
    });
    try {
      return await Promise.race([reading.catch((error) => Promise.reject(uploadIncomplete(error))), stalled]);
    } finally {
      clearTimeout(timer);
    }
  }
}
