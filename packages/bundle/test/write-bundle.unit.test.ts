import { describe, expect, it } from 'vitest';
import {
  BundleExistsError,
  BundleFormatError,
  BundleNotFoundError,
  listBundles,
  readBundle,
  writeBundle,
} from '../src/index.ts';
import { folderForTest } from './folder-for-tests.ts';
import { interceptedStore, keysOf } from './intercepted-store.ts';
import { inventedBundle, requirement, schema } from './invented-bundle.ts';

const bundle = inventedBundle();
const reference = { name: bundle.description.name, version: bundle.description.version };

describe('a bundle that was written', () => {
  it('is read back with every file as it was and every part parsed', async () => {
    const { store } = await folderForTest();
    const manifest = await writeBundle(store, bundle.description, bundle.files, requirement);
    const loaded = await readBundle(store, reference, requirement);

    expect(loaded.manifest).toEqual(manifest);
    expect(Object.keys(manifest.files)).toEqual(Object.keys(bundle.files));
    for (const [name, bytes] of Object.entries(bundle.files)) {
      expect(Buffer.from(loaded.file(name))).toEqual(Buffer.from(bytes));
    }
    expect(loaded.schema).toEqual(schema);
    if (loaded.kind !== 'network') expect.fail('it was written as a network');
    expect(loaded.encoder.features.map(({ feature }) => feature.name)).toEqual(['ovens', 'village-size']);
    expect(loaded.calibration).toEqual({ kind: 'platt', slope: 1.1, intercept: -0.1 });
    expect(loaded.scale.scoreAtBaseOdds).toBe(600);
    expect(() => loaded.file('smoke.json')).toThrow(BundleFormatError);
  });

  it('may be written again with the same content, which changes nothing', async () => {
    const { store } = await folderForTest();
    const first = await writeBundle(store, bundle.description, bundle.files, requirement);
    const keys = await keysOf(store);
    expect(await writeBundle(store, bundle.description, bundle.files, requirement)).toEqual(first);
    expect(await keysOf(store)).toEqual(keys);
  });

  it('never changes: other content under the same version is refused, and what stands still reads', async () => {
    const { store } = await folderForTest();
    await writeBundle(store, bundle.description, bundle.files, requirement);
    const others = [
      inventedBundle({ weights: 'other weights' }),
      { ...bundle, description: { ...bundle.description, metrics: { auc: 0.66 } } },
      { ...bundle, files: { ...bundle.files, 'card.md': new TextEncoder().encode('# Card') } },
    ];
    for (const other of others) {
      await expect(writeBundle(store, other.description, other.files, requirement)).rejects.toThrow(
        BundleExistsError,
      );
    }
    const loaded = await readBundle(store, reference, requirement);
    expect(Buffer.from(loaded.file('network-0/weights.bin'))).toEqual(
      Buffer.from(bundle.files['network-0/weights.bin']!),
    );
  });
});

describe('a write that is interrupted', () => {
  /** Writes until a put from which on nothing reaches the store, as in a crash; false when no such put came. */
  async function interruptAtPut(fatal: number): Promise<boolean> {
    const { store } = await folderForTest();
    let puts = 0;
    const breaking = interceptedStore(store, async (call) => {
      if (call === 'put') puts++;
      if (puts >= fatal) throw new Error('the line is cut');
    });
    const written = writeBundle(breaking, bundle.description, bundle.files, requirement);
    const failure = await written.then(
      () => null,
      (error: Error) => error.message,
    );
    if (failure === null) return false;

    expect(failure).toBe('the line is cut');
    await expect(readBundle(store, reference, requirement)).rejects.toThrow(BundleNotFoundError);
    expect(await listBundles(store)).toEqual([]);

    await writeBundle(store, bundle.description, bundle.files, requirement);
    expect((await readBundle(store, reference, requirement)).manifest.version).toBe(reference.version);
    return true;
  }

  it('leaves nothing that can be read, wherever it broke off, and can be repeated', async () => {
    let puts = 1;
    while (await interruptAtPut(puts)) puts++;
    expect(puts - 1).toBeGreaterThan(Object.keys(bundle.files).length);
  });

  it('leaves no file behind that a later bundle of the same version does not have', async () => {
    const { store } = await folderForTest();
    const breaking = interceptedStore(store, async (call, key) => {
      if (call === 'put' && key.endsWith('manifest.json')) throw new Error('the line is cut');
    });
    const larger = { ...bundle.files, 'card.md': new TextEncoder().encode('# Card') };
    await expect(writeBundle(breaking, bundle.description, larger, requirement)).rejects.toThrow();
    expect(await keysOf(store)).toContain(`${reference.name}/${reference.version}/card.md`);

    await writeBundle(store, bundle.description, bundle.files, requirement);
    expect((await readBundle(store, reference, requirement)).manifest.files).not.toHaveProperty('card.md');
  });
});

describe('a bundle that could not be read back is not written', () => {
  const json = (value: object) => new TextEncoder().encode(JSON.stringify(value));
  const { 'encoder.json': _encoder, ...withoutEncoder } = bundle.files;
  const refused: [string, Record<string, Uint8Array>, string][] = [
    ['without an encoder', withoutEncoder, 'encoder.json'],
    ['with a scale that is not one', { ...bundle.files, 'scale.json': json({ points: 1 }) }, 'scale.json'],
    ['with a file that is not JSON', { ...bundle.files, 'scale.json': json({}).subarray(1) }, 'scale.json'],
    [
      'with the schema of another version',
      { ...bundle.files, 'schema.json': json({ ...schema, version: 2 }) },
      'schema.json',
    ],
    [
      'with a file in the place of the manifest',
      { ...bundle.files, 'manifest.json': json({}) },
      'manifest.json',
    ],
    ['with a file outside its folder', { ...bundle.files, '../weights.bin': json({}) }, '../weights.bin'],
  ];

  it.each(refused)('%s', async (_case, files, file) => {
    const { store } = await folderForTest();
    const written = writeBundle(store, bundle.description, files, requirement);
    await expect(written).rejects.toThrow(BundleFormatError);
    await expect(written).rejects.toMatchObject({ file });
    expect(await keysOf(store)).toEqual([]);
  });

  it('with an encoder whose feature is not one of its schema', async () => {
    const { store } = await folderForTest();
    const derived = schema.derived.filter(({ name }) => name !== 'village-size');
    const files = { ...bundle.files, 'schema.json': json({ ...schema, derived }) };
    const written = writeBundle(store, bundle.description, files, requirement);
    await expect(written).rejects.toMatchObject({
      file: 'encoder.json',
      message: expect.stringContaining('village-size'),
    });
  });
});
