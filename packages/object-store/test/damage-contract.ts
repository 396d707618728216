import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { formatSidecar } from '../src/checksum-sidecar.ts';
import { ObjectDamagedError } from '../src/index.ts';
import { sha256, type TestStore } from './test-stores.ts';

const mebibyte = 1024 * 1024;

/** Nothing damaged or half written is ever taken for an object. */
export function testDamage(newStore: () => TestStore): void {
  test('refuses a damaged byte on get, and at the end of open', async () => {
    const { store, rawWrite } = newStore();
    const bytes = randomBytes(300_000);
    await store.put('weights', bytes);
    bytes[150_000]! ^= 1;
    await rawWrite('weights', bytes);
    const damage = { code: 'object-damaged', message: expect.stringContaining('checksum does not match') };
    await expect(store.get('weights')).rejects.toMatchObject(damage);
    let read = 0;
    const reading = async () => {
      for await (const piece of await store.open('weights')) read += piece.byteLength;
    };
    await expect(reading()).rejects.toThrow(ObjectDamagedError);
    expect(read).toBe(300_000);
  });

  test('refuses an object that is cut short', async () => {
    const { store, rawRead, rawWrite } = newStore();
    await store.put('weights', randomBytes(1000));
    await rawWrite('weights', (await rawRead('weights')).subarray(0, 999));
    await expect(store.get('weights')).rejects.toThrow(ObjectDamagedError);
    await expect(store.getRange('weights', 0, 1000)).rejects.toThrow(ObjectDamagedError);
  });

  test('refuses an object without a checksum beside it', async () => {
    const { store, rawWrite } = newStore();
    await rawWrite('stranger', Buffer.from('no checksum'));
    await expect(store.get('stranger')).rejects.toThrow(/damaged: no checksum lies beside it \(\.sha256\)/);
  });

  test.each([1, 12])(
    'a body that fails after %i MiB leaves nothing, and its error comes through',
    async (size) => {
      const { store, rawNames } = newStore();
      const failure = new Error('the line broke');
      async function* broken() {
        for (let piece = 0; piece < size; piece += 1) yield Buffer.alloc(mebibyte, 7);
        throw failure;
      }
      await expect(store.put('half', broken())).rejects.toBe(failure);
      expect(await store.exists('half')).toBe(false);
      expect(await rawNames()).toEqual([]);
    },
  );

  test('a body that fails leaves the object from before as it was', async () => {
    const { store } = newStore();
    await store.put('pointer', Buffer.from('version 1'));
    async function* broken() {
      yield Buffer.from('vers');
      throw new Error('the line broke');
    }
    await expect(store.put('pointer', broken())).rejects.toThrow('the line broke');
    expect(Buffer.from(await store.get('pointer')).toString()).toBe('version 1');
  });

  test('a writer that died before or after its content appeared leaves an object that verifies', async () => {
    const { store, rawWrite } = newStore();
    const [before, after] = [Buffer.from('version 1'), Buffer.from('version 2')];
    await store.put('pointer', before);
    await rawWrite('pointer.sha256', Buffer.from(formatSidecar('pointer', [sha256(after), sha256(before)])));
    expect(Buffer.from(await store.get('pointer'))).toEqual(before);
    await rawWrite('pointer', after);
    expect(Buffer.from(await store.get('pointer'))).toEqual(after);
  });

  test('of 200 puts, 20 of them and a delete at once, what stays verifies', async () => {
    const { store } = newStore();
    for (let round = 0; round < 10; round += 1) {
      const puts = Array.from({ length: 20 }, (_, index) =>
        store.put('pointer', Buffer.from(`version ${round}.${index}`)),
      );
      const removal = store.delete('pointer');
      const last = store.put('pointer', Buffer.from(`last ${round}`));
      await Promise.all([...puts, removal, last]);
      expect(Buffer.from(await store.get('pointer')).toString()).toMatch(/^(version|last) /);
    }
  });

  test('a put that failed does not keep the next ones of its key waiting', async () => {
    const { store } = newStore();
    async function* failing() {
      yield Buffer.from('vers');
      throw new Error('the line broke');
    }
    const outcomes = await Promise.allSettled([
      store.put('pointer', failing()),
      store.put('pointer', Buffer.from('after')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(Buffer.from(await store.get('pointer')).toString()).toBe('after');
  });

  test('a reader meets the old or the new object, whole, while it is replaced again and again', async () => {
    const { store } = newStore();
    const version = (number: number) => Buffer.alloc(200_000, number);
    await store.put('pointer', version(0));
    let isDone = false;
    const seen = new Set<number>();
    const read = async () => {
      while (!isDone) {
        const bytes = await store.get('pointer');
        seen.add(bytes[0]!);
        expect(Buffer.from(bytes).equals(version(bytes[0]!))).toBe(true);
      }
    };
    const reading = Promise.all([read(), read()]);
    for (let number = 1; number <= 30; number += 1) await store.put('pointer', version(number));
    isDone = true;
    await reading;
    expect(seen.size).toBeGreaterThan(3);
  });
}
