import { createHash } from 'node:crypto';
import { formatSidecar, parseSidecar, sidecarSuffix } from './checksum-sidecar.ts';
import { ObjectDamagedError, ObjectNotFoundError } from './errors.ts';
import { KeyTurns } from './key-turns.ts';
import { checkKeyPrefix, checkObjectKey, isObjectKey } from './object-key.ts';
import type { ObjectInfo, ObjectStore } from './object-store.ts';
import type { RawStore } from './raw-store.ts';

/**
 * Adds keys that are checked and checksums that are verified to a raw store.
 *
 * The sidecar is written when the content is complete but not yet visible, and goes on listing the checksum of
 * the content that is still there: whether a reader comes, or the process dies, before or after the new content
 * appears, what is found is whole and verifies.
 *
 * Object and sidecar are two writes, so a store lets its calls that replace or delete the same key take turns, each
 * with its whole body. Several stores of one place, as of several processes, do not: where two replace a key at the
 * same moment, the sidecar may miss the content that stays, which then reads as damaged until it is put again.
 */
export class ChecksummedStore implements ObjectStore {
  readonly location: string;
  readonly #raw: RawStore;
  readonly #turns = new KeyTurns();

  constructor(raw: RawStore) {
    this.location = raw.location;
    this.#raw = raw;
  }

  async put(key: string, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<ObjectInfo> {
    checkObjectKey(key);
    const pieces = body instanceof Uint8Array ? [body] : body;
    const hash = createHash('sha256');
    const info: ObjectInfo = { key, size: 0, sha256: '' };
    const failures: unknown[] = [];
    const announce = (sha256: string) => this.#announceChecksum(key, sha256);
    async function* hashed(): AsyncGenerator<Uint8Array> {
      try {
        for await (const piece of pieces) {
          hash.update(piece);
          info.size += piece.byteLength;
          yield piece;
        }
        info.sha256 = hash.digest('hex');
        await announce(info.sha256);
      } catch (error) {
        failures.push(error);
        throw error;
      }
    }
    try {
      await this.#turns.run(key, () => this.#raw.write(key, hashed()));
    } catch (error) {
      throw failures.length > 0 ? failures[0] : error;
    }
    return info;
  }

  async get(key: string): Promise<Uint8Array> {
    checkObjectKey(key);
    const bytes = await this.#raw.read(key);
    await this.#verify(key, createHash('sha256').update(bytes).digest('hex'));
    return bytes;
  }

  async open(key: string): Promise<AsyncIterable<Uint8Array>> {
    checkObjectKey(key);
    if (!(await this.#raw.exists(key))) throw new ObjectNotFoundError(this.location, key);
    return this.#verified(key);
  }

  async getRange(key: string, start: number, endExclusive: number): Promise<Uint8Array> {
    checkObjectKey(key);
    if (
      !Number.isSafeInteger(start) ||
      !Number.isSafeInteger(endExclusive) ||
      start < 0 ||
      endExclusive <= start
    )
      throw new RangeError(
        `a range goes from 0 or more to a greater whole number, not ${start} to ${endExclusive}`,
      );
    const bytes = await this.#raw.readRange(key, start, endExclusive);
    if (bytes.byteLength !== endExclusive - start)
      throw new ObjectDamagedError(this.location, key, `it ends before byte ${endExclusive}`);
    return bytes;
  }

  async *list(prefix: string): AsyncGenerator<{ key: string; size: number }> {
    checkKeyPrefix(prefix);
    for await (const entry of this.#raw.list(prefix)) if (isObjectKey(entry.key)) yield entry;
  }

  async exists(key: string): Promise<boolean> {
    checkObjectKey(key);
    return this.#raw.exists(key);
  }

  async delete(key: string): Promise<void> {
    checkObjectKey(key);
    await this.#turns.run(key, async () => {
      await this.#raw.delete(key);
      await this.#raw.delete(key + sidecarSuffix);
    });
  }

  removeUnfinished(beforeMs: number): Promise<number> {
    return this.#raw.removeUnfinished(beforeMs);
  }

  close(): Promise<void> {
    return this.#raw.close();
  }

  async *#verified(key: string): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for await (const piece of this.#raw.stream(key)) {
      hash.update(piece);
      yield piece;
    }
    await this.#verify(key, hash.digest('hex'));
  }

  /** Reads the sidecar after the object, because a sidecar also knows the content from before. */
  async #verify(key: string, sha256: string): Promise<void> {
    const checksums = await this.#readChecksums(key);
    if (checksums.includes(sha256)) return;
    if (!(await this.#raw.exists(key))) throw new ObjectNotFoundError(this.location, key);
    const finding =
      checksums.length === 0
        ? `no checksum lies beside it (${sidecarSuffix})`
        : 'its checksum does not match';
    throw new ObjectDamagedError(this.location, key, finding);
  }

  async #announceChecksum(key: string, sha256: string): Promise<void> {
    const text = formatSidecar(key, [sha256, ...(await this.#readChecksums(key))]);
    await this.#raw.write(key + sidecarSuffix, onePiece(Buffer.from(text)));
  }

  async #readChecksums(key: string): Promise<string[]> {
    try {
      return parseSidecar(Buffer.from(await this.#raw.read(key + sidecarSuffix)).toString());
    } catch (error) {
      if (error instanceof ObjectNotFoundError) return [];
      throw error;
    }
  }
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
