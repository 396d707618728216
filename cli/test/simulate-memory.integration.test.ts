import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { spawnTypeScript, type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

const [fewRows, manyRows] = [20_000, 200_000];
/** Columns take some 90 bytes a row, that is 16 MB for the rows between; one object a row takes several times as much. */
const mostGrowthBytes = 40e6;

let folder: TemporaryDirectory;
let environment: Record<string, string>;
let model: string;

beforeAll(async () => {
  folder = await temporaryDirectory();
  environment = { MODEL_STORE: `file:${join(folder.path, 'models')}` };
  const training = await labelled(1_500, 9);
  const train = ['train', '--kind', 'scorecard', '--schema', 'german-credit', '--data', training, '--json'];
  const { name, version } = JSON.parse(await bora(...train));
  model = `${name}/${version}`;
});
afterAll(() => folder.remove());

async function bora(...args: string[]): Promise<string> {
  const terminal = memoryTerminal(environment);
  expect(await runProgram(args, terminal), terminal.err).toBe(0);
  return terminal.out;
}

async function labelled(rows: number, seed: number): Promise<string> {
  const path = join(folder.path, `labelled-${rows}.csv`);
  const shape = ['--rows', String(rows), '--seed', String(seed), '--label'];
  await bora('synth', '--schema', 'german-credit', '--out', path, ...shape);
  return path;
}

async function scored(rows: number): Promise<string> {
  const path = join(folder.path, `scores-${rows}.csv`);
  const lines = function* () {
    yield 'row,pd\n';
    for (let row = 1; row <= rows; row++) yield `${row},${((row * 7919) % 1000) / 1000}\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(path));
  return path;
}

/** Most that a process held at once that replays so many rows and writes all it can. */
async function mostHeldBytes(rows: number, ...args: string[]): Promise<number> {
  const out = join(folder.path, `replay-${rows}`);
  const replayed = ['simulate', '--schema', 'german-credit', '--data', await labelled(rows, 2), ...args];
  const child = await spawnTypeScript(join(import.meta.dirname, 'simulation-child.ts'), {
    args: [...replayed, '--replicates', '100', '--out', out],
    env: environment,
  });
  await child.exited;
  const Ended = z.object({ code: z.number(), err: z.string(), mostHeldBytes: z.number().positive() });
  const ended = Ended.parse(JSON.parse(child.stdout));
  expect(ended.code, ended.err).toBe(0);
  return ended.mostHeldBytes;
}

test.each([
  ['scored by a model', async () => ['--via', 'model', '--model', model]],
  [
    'of stored scores',
    async (rows: number) => ['--scores', await scored(rows), '--against', await scored(rows)],
  ],
])(
  'memory of a replay %s grows by 40 MB at most where ten times the rows are replayed',
  async (_, sourceOf) => {
    const few = await mostHeldBytes(fewRows, ...(await sourceOf(fewRows)));
    const many = await mostHeldBytes(manyRows, ...(await sourceOf(manyRows)));
    expect(many - few).toBeLessThan(mostGrowthBytes);
  },
  300_000,
);
