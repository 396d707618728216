import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  repositoryRoot,
  type S3Server,
  startS3,
  type TemporaryDirectory,
  temporaryDirectory,
} from '@bora/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

const Models = z.array(z.object({ name: z.string(), version: z.string(), isChampion: z.boolean() }));

let s3: S3Server;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.close());

let folder: TemporaryDirectory;
beforeEach(async () => {
  folder = await temporaryDirectory();
});
afterEach(() => folder.remove());

const kinds = ['a folder', 'S3'] as const;

function environment(kind: (typeof kinds)[number]): NodeJS.ProcessEnv {
  const at = (name: string) =>
    kind === 'S3' ? `s3://${s3.bucket}${folder.path}/${name}` : `file:${join(folder.path, name)}`;
  return {
    MODEL_STORE: at('models'),
    POLICY_STORE: at('policies'),
    DATA_STORE: at('datasets'),
    S3_ENDPOINT: s3.endpoint,
    S3_ACCESS_KEY_ID: s3.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
  };
}

async function bora(settings: NodeJS.ProcessEnv, ...args: string[]) {
  const terminal = memoryTerminal(settings);
  const code = await runProgram(args, terminal);
  return { code, out: terminal.out, err: terminal.err };
}

async function listed(settings: NodeJS.ProcessEnv) {
  return Models.parse(JSON.parse((await bora(settings, 'models', 'list', '--json')).out));
}

describe.each(kinds)('models in %s', (kind) => {
  test('that ship are seeded, champion and all, and a second time nothing happens, quietly', async () => {
    const settings = environment(kind);
    const first = await bora(settings, 'models', 'seed');
    expect(first).toMatchObject({ code: 0, out: '' });
    expect(first.err).toMatch(/is champion/);
    const models = await listed(settings);
    expect(models.filter(({ isChampion }) => isChampion).length).toBeGreaterThan(0);
    expect(await bora(settings, 'models', 'seed')).toEqual({ code: 0, out: '', err: '' });
    expect(await listed(settings)).toEqual(models);
  });

  test('are pushed from a folder, promoted, listed as champion and verified', async () => {
    const settings = environment(kind);
    const { name, version, path } = await shippedModel();
    expect(await bora(settings, 'models', 'push', path)).toMatchObject({ code: 0, err: '' });
    expect(await listed(settings)).toMatchObject([{ name, version, isChampion: false }]);
    expect(await bora(settings, 'models', 'promote', `${name}/${version}`)).toMatchObject({
      code: 0,
      err: '',
    });
    expect(await listed(settings)).toMatchObject([{ name, version, isChampion: true }]);
    const verified = await bora(settings, 'models', 'verify');
    expect(verified).toMatchObject({ code: 0, err: '' });
    expect(verified.out).toMatch(/sound$/m);
  });

  test('get the evaluation of how they were made, once; a report of no model there is refused', async () => {
    const settings = environment(kind);
    const report = join(repositoryRoot, 'reports/evaluation.json');
    const early = await bora(settings, 'models', 'evaluation', report);
    expect(early).toMatchObject({ code: 1, out: '' });
    expect(early.err).toMatch(/measures no model of/);
    await bora(settings, 'models', 'seed');
    const kept = await bora(settings, 'models', 'evaluation', report);
    expect(kept).toMatchObject({ code: 0, err: '' });
    expect(kept.out).toMatch(/^kept with \S+\/\S+\n$/);
    expect(await bora(settings, 'models', 'seed')).toEqual({ code: 0, out: '', err: '' });
  });
});

test('the list of models says which of several champions a platform scores with', async () => {
  const settings = environment('a folder');
  await bora(settings, 'models', 'seed');
  const several = await bora({ ...settings, MODEL_NAME: 'pakdd2010-us-ecoa' }, 'models', 'list');
  expect(several.out.match(/ champion /g)!.length).toBeGreaterThan(2);
  expect(several.err).toMatch(/^A platform scores with the champion of pakdd2010-us-ecoa /);
  const { out, err } = await bora(settings, 'models', 'list', '--json');
  expect([Models.parse(JSON.parse(out)).length > 2, err]).toEqual([true, '']);
});

test('a damaged model is found by verify, is not promoted and fails the command', async () => {
  const settings = environment('a folder');
  const { name, version, path } = await shippedModel();
  const stored = join(folder.path, 'models', name, version);
  await cp(path, stored, { recursive: true });
  const weights = await readFile(join(stored, 'weights.bin'));
  weights[100]! ^= 1;
  await writeFile(join(stored, 'weights.bin'), weights);
  const verified = await bora(settings, 'models', 'verify', `${name}/${version}`);
  expect(verified.code).toBe(1);
  expect(verified.out).toMatch(/weights\.bin/);
  const promoted = await bora(settings, 'models', 'promote', `${name}/${version}`);
  expect(promoted.code).toBe(1);
  expect(promoted.err).toMatch(/damaged/);
  expect(await listed(settings)).toMatchObject([{ isChampion: false }]);
});

describe.each(kinds)('training data in %s', (kind) => {
  test('comes back as it went, byte for byte, and is listed', async () => {
    const settings = environment(kind);
    const file = join(folder.path, 'history.csv');
    await writeFile(file, 'some,data\n'.repeat(100_000));
    const pushed = await bora(settings, 'data', 'push', file, '--as', '2026/history.csv');
    expect(pushed).toMatchObject({ code: 0, err: '' });
    const list = await bora(settings, 'data', 'list', '--json');
    expect(JSON.parse(list.out)).toEqual([{ name: '2026/history.csv', bytes: 1_000_000 }]);
    const copy = join(folder.path, 'copy.csv');
    expect(await bora(settings, 'data', 'pull', '2026/history.csv', '--out', copy)).toMatchObject({
      code: 0,
    });
    expect((await readFile(copy)).equals(await readFile(file))).toBe(true);
  });

  test('that is not there is said by its name', async () => {
    const out = join(folder.path, 'copy.csv');
    const pulled = await bora(environment(kind), 'data', 'pull', 'nothing.csv', '--out', out);
    expect(pulled.code).toBe(1);
    expect(pulled.err).toMatch(/There is no data set nothing\.csv/);
  });
});

test('training data that was damaged in the store is refused, and no file is written', async () => {
  const settings = environment('a folder');
  const file = join(folder.path, 'history.csv');
  await writeFile(file, 'some,data\n');
  await bora(settings, 'data', 'push', file);
  await writeFile(join(folder.path, 'datasets', 'history.csv'), 'other,data\n');
  const pulled = await bora(settings, 'data', 'pull', 'history.csv', '--out', join(folder.path, 'copy.csv'));
  expect(pulled.code).toBe(1);
  expect(pulled.err).toMatch(/damaged/);
  expect(await readdir(folder.path)).not.toContain('copy.csv');
});

async function shippedModel(): Promise<{ name: string; version: string; path: string }> {
  const Pointer = z.object({ name: z.string(), version: z.string() });
  const text = await readFile(join(repositoryRoot, 'models/pakdd2010/champion.json'), 'utf8');
  const { name, version } = Pointer.parse(JSON.parse(text));
  return { name, version, path: join(repositoryRoot, 'models', name, version) };
}
