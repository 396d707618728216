import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawnProgram, startS3, type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

const fewSteps = ['--seeds', '1', '--epochs', '4', '--backend', 'wasm'];
const Trained = z.object({
  name: z.string(),
  version: z.string(),
  isChampion: z.boolean(),
  report: z.object({ rows: z.int(), auc: z.object({ mean: z.number() }) }),
});

let folder: TemporaryDirectory;
let data: string;
let store: string;
beforeEach(async () => {
  folder = await temporaryDirectory();
  data = join(folder.path, 'labelled.txt');
  store = join(folder.path, 'models');
  const shape = ['--rows', '1500', '--seed', '2', '--label', '--layout', 'published'];
  expect((await bora('synth', '--schema', 'german-credit', '--out', data, ...shape)).code).toBe(0);
});
afterEach(() => folder.remove());

async function bora(...args: string[]) {
  const terminal = memoryTerminal({ MODEL_STORE: `file:${store}` });
  const code = await runProgram(args, terminal);
  return { code, out: terminal.out, err: terminal.err };
}

test('a model trained on labelled synthetic applicants learns their rule, is stored, promoted and sound', async () => {
  const trained = await bora(
    'train',
    '--schema',
    'german-credit',
    '--data',
    data,
    '--promote',
    '--json',
    ...fewSteps,
  );
  expect(trained).toMatchObject({ code: 0, err: '' });
  const { name, version, isChampion, report } = Trained.parse(JSON.parse(trained.out));
  expect({ name, isChampion, rows: report.rows }).toEqual({
    name: 'german-credit',
    isChampion: true,
    rows: 1_500,
  });
  expect(report.auc.mean).toBeGreaterThan(0.6);
  const verified = await bora('models', 'verify', `${name}/${version}`);
  expect(verified).toMatchObject({ code: 0, err: '' });
});

test('a scorecard shows its variables and figures, is stored with the points to sign, and is sound', async () => {
  const args = ['train', '--kind', 'scorecard', '--schema', 'german-credit', '--data', data];
  const trained = await bora(...args);
  expect(trained).toMatchObject({ code: 0, err: '' });
  expect(trained.out).toMatch(/^variable +information value +bins +least points +most points$/m);
  expect(trained.out).toMatch(/^\d+ base points; /m);
  const [, auc] = /AUC, mean of folds +([\d.]+)/.exec(trained.out) ?? [];
  expect(Number(auc)).toBeGreaterThan(0.6);

  const [, name, version] = /^(german-credit-scorecard)\/(\S+) is in /m.exec(trained.out) ?? [];
  const card = await readFile(join(store, name!, version!, 'card.md'), 'utf8');
  expect(card).toContain('| variable | attribute | points |');
  expect(await bora('models', 'verify')).toMatchObject({ code: 0, err: '' });
  expect((await bora('models', 'promote', `${name}/${version}`)).code).toBe(0);
  expect((await bora('models', 'list')).out).toMatch(/^german-credit-scorecard .* br /m);
});

test('options that a scorecard has no use for are refused', async () => {
  const args = ['train', '--kind', 'scorecard', '--schema', 'german-credit', '--data', data];
  const { code, err } = await bora(...args, '--seeds', '1');
  expect(code).toBe(1);
  expect(err).toMatch(/are for networks/);
});

test('training data and bundle may both be in S3', async () => {
  const s3 = await startS3();
  try {
    const terminal = memoryTerminal({
      DATA_STORE: `s3://${s3.bucket}/data`,
      MODEL_STORE: `s3://${s3.bucket}/models`,
      S3_ENDPOINT: s3.endpoint,
      S3_ACCESS_KEY_ID: s3.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    });
    expect(await runProgram(['data', 'push', data], terminal)).toBe(0);
    const source = `s3://${s3.bucket}/data/labelled.txt`;
    const args = ['train', '--schema', 'german-credit', '--data', source, '--promote', ...fewSteps];
    expect(await runProgram(args, terminal)).toBe(0);
    expect(await runProgram(['models', 'verify'], terminal)).toBe(0);
    expect(terminal.out).toMatch(/^german-credit .* sound$/m);
  } finally {
    await s3.close();
  }
});

test('Ctrl-C in the middle of training leaves no half bundle', async () => {
  const command = await spawnProgram('bora', {
    args: ['train', '--schema', 'german-credit', '--data', data, '--epochs', '100000', '--backend', 'wasm'],
    env: { MODEL_STORE: `file:${store}` },
  });
  await command.waitForOutput(
    /Training: .* steps .* network \d+ of \d+ · epoch \d+ of 100000 · loss [\d.]+ · .* left/,
    60_000,
  );
  const { code } = await command.kill('SIGINT');
  expect(code).toBe(130);
  expect(command.stdout).toBe('');
  expect(await readdir(folder.path)).toEqual(['labelled.txt']);
});

test('applicants without a label are refused before training', async () => {
  const unlabelled = join(folder.path, 'unlabelled.csv');
  await bora('synth', '--schema', 'german-credit', '--rows', '50', '--out', unlabelled);
  const { code, err } = await bora('train', '--schema', 'german-credit', '--data', unlabelled, ...fewSteps);
  expect(code).toBe(1);
  expect(err).toMatch(/with the outcome of every row/);
});

test('a model that could not be served here is not trained for promotion', async () => {
  const args = ['train', '--schema', 'german-credit', '--data', data, '--profile', 'none', '--promote'];
  const { code, err } = await bora(...args, ...fewSteps);
  expect(code).toBe(1);
  expect(err).toMatch(/COMPLIANCE_PROFILE=br forbids/);
  expect(await readdir(folder.path)).toEqual(['labelled.txt']);
});
