import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openObjectStore } from '@bora/object-store';
import { seededRandom } from '@bora/random';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type CustomerTable,
  fitSegmentation,
  pickRows,
  predictCustomers,
  predictSegments,
  readLiveSegmentation,
  readSegmentation,
  seedSegmentations,
  segmentationNames,
  writeSegmentation,
} from '../src/index.ts';
import { inventedAttributes as layout } from './layouts.ts';

/** Customers around (0, 0) and (`apart`, `apart`), one in `every` far from both. */
function customers(rows: number, apart = 40, every = 0): CustomerTable {
  const random = seededRandom(5, rows);
  const values = Float64Array.from({ length: rows * 2 }, (_, index) => {
    const row = index >> 1;
    if (every > 0 && row % every === 0) return 400 + row * 40;
    return random.uniform() * 4 + (row % 2) * apart;
  });
  return {
    ids: Array.from({ length: rows }, (_, row) => `c${row}`),
    features: ['width', 'height'],
    values: { rows, columns: 2, values },
    cleaning: { rows, used: rows, customers: rows, left: {}, snapshot: null },
  };
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bora-segments-'));
});
afterEach(() => rm(folder, { recursive: true }));

test.each(['kmeans', 'gmm', 'dbscan'] as const)(
  'a stored %s segmentation predicts as the fit that was stored',
  async (algorithm) => {
    const table = customers(400);
    const asked = algorithm === 'dbscan' ? { eps: 0.4, minPoints: 5 } : { k: 2 };
    const fitted = await fitSegmentation(table, layout, { algorithm, ...asked });
    expect(fitted.summary.segments.map(({ customers: count }) => count)).toEqual([200, 200]);
    expect(fitted.summary.segments.map(({ name }) => name).sort()).toEqual(['Narrow', 'Wide']);
    const store = openObjectStore(`file:${folder}`);
    const manifest = await writeSegmentation(store, fitted, { name: 'some', dataSha256: '0'.repeat(64) });
    const stored = await readLiveSegmentation(store, 'some');
    expect(stored.manifest).toEqual(manifest);
    expect(stored.summary).toEqual(fitted.summary);
    expect(predictSegments(stored.model, table.values)).toEqual(fitted.labels);
  },
);

test('a change of one file of a stored segmentation is found', async () => {
  const fitted = await fitSegmentation(customers(50), layout, { algorithm: 'kmeans', k: 2 });
  const store = openObjectStore(`file:${folder}`);
  const manifest = await writeSegmentation(store, fitted, { name: 'some', dataSha256: '0'.repeat(64) });
  await writeFile(join(folder, 'some', manifest.version, 'segments.json'), '{}');
  await expect(readSegmentation(store, manifest)).rejects.toMatchObject({ code: 'bundle-damaged' });
});

test('what ships is copied into a store once, and never over what an operator made live', async () => {
  const [shipped, store] = [openObjectStore(`file:${folder}/shipped`), openObjectStore(`file:${folder}/own`)];
  const fit = (k: number) => fitSegmentation(customers(60), layout, { algorithm: 'kmeans', k });
  const origin = (name: string) => ({ name, dataSha256: '0'.repeat(64) });
  await writeSegmentation(shipped, await fit(2), origin('one'));
  await writeSegmentation(shipped, await fit(2), origin('two'));
  const own = await writeSegmentation(store, await fit(3), origin('two'));
  expect((await seedSegmentations(shipped, store)).map(({ name }) => name)).toEqual(['one']);
  expect(await seedSegmentations(shipped, store)).toEqual([]);
  expect(await segmentationNames(store)).toEqual(['one', 'two']);
  expect((await readLiveSegmentation(store, 'two')).manifest).toEqual(own);
});

test('noise is a segment of its own, and no other segment knows it', async () => {
  const { summary, labels } = await fitSegmentation(customers(400, 40, 100), layout, {
    algorithm: 'dbscan',
    eps: 0.05,
    minPoints: 5,
  });
  const noise = summary.segments.find(({ cluster }) => cluster === -1);
  expect(noise).toMatchObject({ name: 'Alone', family: 'Alone', customers: 4 });
  expect(labels.filter((label) => label === -1)).toHaveLength(4);
  expect(summary.segments.reduce((sum, { customers: count }) => sum + count, 0)).toBe(400);
});

test('auto takes what is clear and stable, and says why', async () => {
  const { summary } = await fitSegmentation(customers(300), layout, {});
  expect(summary.segments).toHaveLength(2);
  expect(summary.quality.choice).toMatch(/silhouette × stability × share in a segment: .*kmeans \d/);
  expect(summary.quality.stability).toBeGreaterThan(0.99);
});

test('two customers who happen to be near each other are no segment, however few customers there are', async () => {
  const pairs = customers(30, 0);
  const values = Float64Array.from({ length: 60 }, (_, index) => {
    const [row, column] = [index >> 1, index % 2];
    return (((row >> 1) * (column === 0 ? 7 : 11)) % 15) + (row % 2) * 0.01;
  });
  const table = { ...pairs, values: { ...pairs.values, values } };
  const asked = { algorithm: 'dbscan', eps: 0.05, scaling: 'none' } as const;
  expect((await fitSegmentation(table, layout, { ...asked, minPoints: 2 })).summary.segments).toHaveLength(
    15,
  );
  await expect(fitSegmentation(table, layout, asked)).rejects.toMatchObject({ code: 'all-noise' });
});

test('names stay when the customers of the next month are segmented', async () => {
  const first = await fitSegmentation(customers(300), layout, { algorithm: 'kmeans', k: 2 });
  const renamed = {
    segments: first.summary.segments.map((segment) => ({ ...segment, name: `My ${segment.name}` })),
  };
  const next = customers(320, 42);
  const turned = pickRows(
    next.values,
    Array.from({ length: 320 }, (_, row) => 319 - row),
  );
  const second = await fitSegmentation(
    { ...next, values: turned },
    layout,
    { algorithm: 'kmeans', k: 2, seed: 9 },
    {},
    renamed,
  );
  const wide = (run: typeof first) => run.summary.segments.find(({ profile }) => profile[0]!.place > 0)!;
  expect(wide(second)).toMatchObject({ name: `My ${wide(first).name}`, nameByRule: wide(first).name });
});

test('a fit tells how far it is, and ends between two steps when it is aborted', async () => {
  const steps: [number, number][] = [];
  const control = new AbortController();
  const onProgress = (done: number, total: number) => {
    steps.push([done, total]);
    if (done === 3) control.abort(new Error('enough'));
  };
  const fit = fitSegmentation(customers(200), layout, {}, { onProgress, signal: control.signal });
  await expect(fit).rejects.toThrow('enough');
  expect(steps.map(([done]) => done)).toEqual([1, 2, 3]);
  for (const [done, total] of steps) expect(done).toBeLessThanOrEqual(total);
});

test('a customer that lacks a feature is refused by its name', async () => {
  const { model } = await fitSegmentation(customers(60), layout, { algorithm: 'kmeans', k: 2 });
  expect(() => predictCustomers(model, [{ width: 1, height: 2 }, { width: 1 }])).toThrow(
    /Customer 2 has no number as height/,
  );
});

test.each([
  [{ algorithm: 'kmeans' as const, k: 500 }, 'invalid-parameter'],
  [{ algorithm: 'dbscan' as const, eps: -1 }, 'invalid-parameter'],
  [{ algorithm: 'gmm' as const, k: 40 }, 'too-few-customers'],
  [{ algorithm: 'dbscan' as const, eps: 1e-4, minPoints: 9 }, 'all-noise'],
])('a request that these customers cannot meet (%o) is refused by name', async (asked, code) => {
  await expect(fitSegmentation(customers(30), layout, asked)).rejects.toMatchObject({ code });
});

test('one customer, and customers who are all equal, are refused by name', async () => {
  await expect(fitSegmentation(customers(1), layout, {})).rejects.toMatchObject({
    code: 'too-few-customers',
  });
  const equal = { ...customers(5), values: { rows: 5, columns: 2, values: new Float64Array(10).fill(3) } };
  await expect(fitSegmentation(equal, layout, {})).rejects.toMatchObject({
    code: 'constant-feature',
    message: expect.stringMatching(/^Width is the same for every customer/),
  });
});

test('a density that hardly parts the customers says so, with what to do', async () => {
  const parted = await fitSegmentation(customers(200), layout, { algorithm: 'dbscan', eps: 0.4 });
  expect(parted.summary.quality.choice).not.toMatch(/One segment/);
  const whole = await fitSegmentation(customers(200, 40, 50), layout, { algorithm: 'dbscan', eps: 1.5 });
  expect(whole.summary.quality.choice).toMatch(
    /One segment holds \d\d\.\d % .*try another eps, or kmeans\.$/,
  );
});

test('a mixture that fits best with the most segments that were tried says so', async () => {
  const random = seededRandom(3, 0);
  const values = Float64Array.from(
    { length: 1_200 },
    (_, index) => ((index >> 1) % 12) * 30 + random.uniform(),
  );
  const table = { ...customers(600), values: { rows: 600, columns: 2, values } };
  const many = await fitSegmentation(table, layout, { algorithm: 'gmm', covariance: 'spherical' });
  expect(many.summary.quality.choice).toMatch(/8 segments, .*least BIC, and the most that were tried\.$/);
  const few = await fitSegmentation(customers(400), layout, { algorithm: 'gmm', covariance: 'spherical' });
  expect(few.summary.quality.choice).toMatch(/least BIC\.$/);
});
