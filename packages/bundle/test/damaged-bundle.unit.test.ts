import { createHash } from 'node:crypto';
import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openObjectStore } from '@bora/object-store';
import { temporaryDirectory } from '@bora/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  BundleDamagedError,
  BundleNotFoundError,
  copyBundle,
  listBundles,
  readBundle,
  writeBundle,
} from '../src/index.ts';
import { folderForTest } from './folder-for-tests.ts';
import { inventedBundle, requirement } from './invented-bundle.ts';

const bundle = inventedBundle();
const reference = { name: bundle.description.name, version: bundle.description.version };
const files = Object.keys(bundle.files);

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  directory = await temporaryDirectory();
});
afterAll(() => directory.remove());

const store = () => openObjectStore(`file:${directory.path}`);
const pathOf = (file: string) => join(directory.path, reference.name, reference.version, file);
const read = () => readBundle(store(), reference, requirement);

beforeEach(async () => {
  await rm(join(directory.path, reference.name), { recursive: true, force: true });
  await writeBundle(store(), bundle.description, bundle.files, requirement);
});

async function expectRefused(file: string, damage: string): Promise<void> {
  const reading = read();
  await expect(reading).rejects.toThrow(BundleDamagedError);
  await expect(reading).rejects.toMatchObject({ file, damage, message: expect.stringContaining(file) });
}

/** The first, the last and three bytes between, with the lowest, a middle and the highest bit of each. */
function bitsToFlip(size: number): { byte: number; bit: number }[] {
  const bytes = [0, 1 / 4, 1 / 2, 3 / 4, 1].map((share) => Math.round(share * (size - 1)));
  return [...new Set(bytes)].flatMap((byte) => [0, 4, 7].map((bit) => ({ byte, bit })));
}

describe('one flipped bit', () => {
  it.each([...files, 'manifest.json'])('anywhere in %s is refused with its name', async (file) => {
    const whole = await readFile(pathOf(file));
    for (const { byte, bit } of bitsToFlip(whole.length)) {
      const flipped = Buffer.from(whole);
      flipped[byte]! ^= 1 << bit;
      await writeFile(pathOf(file), flipped);
      await expectRefused(file, 'content');
    }
    await writeFile(pathOf(file), whole);
    expect((await read()).manifest.version).toBe(reference.version);
  });

  it.each(files)('in %s is refused also where the checksum beside the file was made to fit', async (file) => {
    const bytes = await readFile(pathOf(file));
    bytes[0]! ^= 1;
    await writeFile(pathOf(file), bytes);
    await writeFile(`${pathOf(file)}.sha256`, `${createHash('sha256').update(bytes).digest('hex')}  file\n`);
    await expectRefused(file, 'content');
  });

  it.each([...files, 'manifest.json'])(
    'in the checksum beside %s is refused with the name of the file',
    async (file) => {
      const sidecar = `${pathOf(file)}.sha256`;
      const digits = await readFile(sidecar);
      digits[10]! ^= 1;
      await writeFile(sidecar, digits);
      await expectRefused(file, 'content');
    },
  );
});

describe('a bundle', () => {
  it.each(files)('whose %s is cut short by one byte is refused with its name', async (file) => {
    await truncate(pathOf(file), bundle.files[file]!.length - 1);
    await expectRefused(file, 'size');
  });

  it.each(files)('without %s is refused with its name', async (file) => {
    await rm(pathOf(file));
    await expectRefused(file, 'missing');
  });

  it('with a file that the manifest does not list is refused with its name', async () => {
    await store().put(`${reference.name}/${reference.version}/extra.bin`, new Uint8Array([1]));
    await expectRefused('extra.bin', 'unlisted');
  });

  it('without its manifest does not exist', async () => {
    await rm(pathOf('manifest.json'));
    await expect(read()).rejects.toThrow(BundleNotFoundError);
  });

  it('under the name of another version is refused', async () => {
    const other = { ...reference, version: '20260102-000000-00000000' };
    for (const file of [...files, 'manifest.json']) {
      await store().put(`${other.name}/${other.version}/${file}`, await readFile(pathOf(file)));
    }
    await expect(readBundle(store(), other, requirement)).rejects.toMatchObject({
      code: 'bundle-format',
      file: 'manifest.json',
    });
  });

  it('says nothing of what a damaged file holds', async () => {
    await writeFile(pathOf('scale.json'), '{"secret": "Rosalind"}');
    await expect(read()).rejects.toMatchObject({ message: expect.not.stringContaining('Rosalind') });
    await expect(read()).rejects.toMatchObject({ message: expect.not.stringContaining('secret') });
  });
});

describe('a damaged bundle', () => {
  it('is listed as damaged with the file where its size or manifest shows it', async () => {
    await truncate(pathOf('schema.json'), 1);
    const [bySize] = await listBundles(store());
    expect(bySize).toMatchObject({ ...reference, manifest: null });
    expect(bySize?.error).toMatchObject({ code: 'bundle-damaged', file: 'schema.json' });

    await truncate(pathOf('manifest.json'), 1);
    const [byManifest] = await listBundles(store());
    expect(byManifest?.error).toMatchObject({ code: 'bundle-damaged', file: 'manifest.json' });
  });

  it('is not copied', async () => {
    const target = await folderForTest();
    await truncate(pathOf('scale.json'), 1);
    await expect(copyBundle(store(), target.store, reference, requirement)).rejects.toThrow(
      BundleDamagedError,
    );
    expect(await listBundles(target.store)).toEqual([]);
  });

  it.each([...files, 'manifest.json'])('is repaired in %s by a copy from a good store', async (file) => {
    const good = await folderForTest();
    await copyBundle(store(), good.store, reference, requirement);
    await truncate(pathOf(file), 1);
    await copyBundle(good.store, store(), reference, requirement);
    expect((await read()).manifest.version).toBe(reference.version);
  });
});
