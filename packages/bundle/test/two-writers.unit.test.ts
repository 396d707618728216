import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BundleExistsError, BundleNotFoundError, readBundle, writeBundle } from '../src/index.ts';
import { folderForTest } from './folder-for-tests.ts';
import { interceptedStore } from './intercepted-store.ts';
import { type InventedBundle, inventedBundle, requirement } from './invented-bundle.ts';

const weightsFile = 'network-0/weights.bin';
const reference = { name: 'bakeries', version: inventedBundle().description.version };

/** Runs two writers of one version in a random order of their calls to the store, many times. */
async function inAnyOrder(
  bundles: readonly [InventedBundle, InventedBundle],
  check: (outcomes: PromiseSettledResult<unknown>[], weights: () => Promise<string>) => Promise<void>,
): Promise<void> {
  const { store, path } = await folderForTest();
  const run = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    await rm(join(path, reference.name), { recursive: true, force: true });
    const writers = bundles.map(({ description, files }, writer) => {
      const slow = interceptedStore(store, async (call, key) => {
        await scheduler.schedule(Promise.resolve(), `writer ${writer}: ${call} ${key}`);
      });
      return writeBundle(slow, description, files, requirement);
    });
    const settled = Promise.allSettled(writers);
    await scheduler.waitFor(settled);
    await check(await settled, async () => {
      const loaded = await readBundle(store, reference, requirement);
      return new TextDecoder().decode(loaded.file(weightsFile));
    });
  });
  await fc.assert(run, { numRuns: 20 });
}

describe('two writers of one version at once', () => {
  it('both succeed where they write the same', async () => {
    const same = inventedBundle();
    await inAnyOrder([same, same], async (outcomes, weights) => {
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
      expect(await weights()).toBe('weights of a network');
    });
  });

  it('never both succeed where they write something else, and what is read is what the winner wrote', async () => {
    const bundles = [
      inventedBundle({ weights: 'weights A' }),
      inventedBundle({ weights: 'weights B' }),
    ] as const;
    await inAnyOrder(bundles, async (outcomes, weights) => {
      const refusals = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refusals.length).toBeGreaterThanOrEqual(1);
      for (const { reason } of refusals) expect(reason).toBeInstanceOf(BundleExistsError);
      const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
      if (winner === -1) await expect(weights()).rejects.toThrow(BundleNotFoundError);
      else expect(await weights()).toBe(`weights ${'AB'[winner]}`);
    });
  });
});
