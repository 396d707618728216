import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { uploadIncomplete, uploadStalled, uploadTooLarge } from './upload-problems.ts';

export interface UploadLimits {
  readonly maximumBytes: number;
  /** Within so long, as far as we wait for them, 16 KB come or the end. */
  readonly idleTimeoutMs: number;
}

/** Whoever sends less in the time that an upload may be idle keeps it open on purpose. */
const leastBytes = 16 * 1024;

/** The bytes of an upload in pieces, counted and hashed as they are read. */
export class CountedBytes implements AsyncIterable<Buffer> {
  readonly #stream: Readable;
  readonly #limits: UploadLimits;
  readonly #hash: Hash = createHash('sha256');
  #byteCount = 0;
  /** What is left of the time for the next `leastBytes`. */
  #patienceMs: number;
  #bytesAtLast = 0;

  constructor(stream: Readable, limits: UploadLimits) {
    this.#stream = stream;
    this.#limits = limits;
    this.#patienceMs = limits.idleTimeoutMs;
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
        this.#renewPatience();
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
      timer = setTimeout(resolve, Math.max(0, this.#patienceMs), 'stalled');
    });
    const startedAtMs = performance.now();
    try {
      return await Promise.race([reading.catch((error) => Promise.reject(uploadIncomplete(error))), stalled]);
    } finally {
      clearTimeout(timer);
      this.#patienceMs -= performance.now() - startedAtMs;
    }
  }

  #renewPatience(): void {
    if (this.#byteCount - this.#bytesAtLast < leastBytes) return;
    this.#bytesAtLast = this.#byteCount;
    this.#patienceMs = this.#limits.idleTimeoutMs;
  }
}
