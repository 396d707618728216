import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { ObjectDamagedError, ObjectNotFoundError } from '../src/index.ts';
import { liveBufferBytes } from './live-buffers.ts';
import { collect, sha256, type TestStore } from './test-stores.ts';

const mebibyte = 1024 * 1024;

/** What is put is what is read, in whatever way it is read. */
export function testContents(newStore: () => TestStore): void {
  test('gives back what was put, and says its size and checksum', async () => {
    const { store } = newStore();
    const bytes = randomBytes(100_000);
    const expected = { key: 'models/x/1/weights.bin', size: 100_000, sha256: sha256(bytes) };
    expect(await store.put('models/x/1/weights.bin', bytes)).toEqual(expected);
    expect(sha256(await store.get('models/x/1/weights.bin'))).toBe(expected.sha256);
    expect(sha256(Buffer.concat(await collect(await store.open('models/x/1/weights.bin'))))).toBe(
      expected.sha256,
    );
    expect(await store.exists('models/x/1/weights.bin')).toBe(true);
  });

  test('keeps an empty object', async () => {
    const { store } = newStore();
    expect(await store.put('empty', new Uint8Array())).toMatchObject({ size: 0 });
    expect(await store.put('empty-stream', (async function* () {})())).toMatchObject({ size: 0 });
    for (const key of ['empty', 'empty-stream']) {
      expect(await store.get(key)).toHaveLength(0);
      expect(await collect(await store.open(key))).toHaveLength(0);
    }
  });

  test('streams 64 MiB in and out with never more than 24 MiB of it in memory', async () => {
    const { store } = newStore();
    const hash = createHash('sha256');
    const before = liveBufferBytes();
    let most = 0;
    async function* source() {
      for (let piece = 0; piece < 1024; piece += 1) {
        const bytes = Buffer.alloc(mebibyte / 16, piece % 251);
        hash.update(bytes);
        if (piece % 32 === 0) most = Math.max(most, liveBufferBytes() - before);
        yield bytes;
      }
    }
    const { size, sha256: stored } = await store.put('large', source());
    expect(size).toBe(64 * mebibyte);
    expect(stored).toBe(hash.digest('hex'));
    expect(most).toBeLessThan(24 * mebibyte);

    most = 0;
    let pieceCount = 0;
    const read = createHash('sha256');
    for await (const piece of await store.open('large')) {
      read.update(piece);
      if (pieceCount++ % 32 === 0) most = Math.max(most, liveBufferBytes() - before);
    }
    expect(read.digest('hex')).toBe(stored);
    expect(most).toBeLessThan(24 * mebibyte);
  });

  test('reads a range, and says when the object ends before it', async () => {
    const { store } = newStore();
    await store.put('digits', Buffer.from('0123456789'));
    const range = async (start: number, end: number) =>
      Buffer.from(await store.getRange('digits', start, end)).toString();
    expect(await range(0, 10)).toBe('0123456789');
    expect(await range(3, 5)).toBe('34');
    expect(await range(9, 10)).toBe('9');
    await expect(range(5, 11)).rejects.toThrow(/ends before byte 11/);
    await expect(range(10, 11)).rejects.toThrow(ObjectDamagedError);
    for (const [start, end] of [
      [2, 2],
      [3, 2],
      [-1, 2],
      [0.5, 2],
    ] as const)
      await expect(range(start, end)).rejects.toThrow(RangeError);
  });

  test('an absent object is named in the error of every way to read it', async () => {
    const { store } = newStore();
    await store.put('folder/present', Buffer.from('x'));
    for (const key of ['absent', 'folder', 'folder/present/below']) {
      const absence = { code: 'object-not-found', message: expect.stringContaining(`"${key}"`) };
      await expect(store.get(key)).rejects.toMatchObject(absence);
      await expect(store.open(key)).rejects.toThrow(ObjectNotFoundError);
      await expect(store.getRange(key, 0, 1)).rejects.toThrow(ObjectNotFoundError);
      expect(await store.exists(key)).toBe(false);
    }
  });

  test('deletes an object with its checksum, and once more without complaint', async () => {
    const { store, rawNames } = newStore();
    await store.put('gone', Buffer.from('x'));
    await store.delete('gone');
    await store.delete('gone');
    expect(await store.exists('gone')).toBe(false);
    expect(await rawNames()).toEqual([]);
  });

  test('an opened object may be left early, or never read', async () => {
    const { store } = newStore();
    await store.put('large', Buffer.alloc(3 * mebibyte));
    for (let turn = 0; turn < 60; turn += 1) {
      await store.open('large');
      for await (const piece of await store.open('large')) {
        expect(piece.byteLength).toBeGreaterThan(0);
        break;
      }
    }
  });
}
