import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApplicationSchema } from '@bora/contracts';
import { repositoryRoot, type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

const schemaId = 'german-credit';
const once = 'A4EINMALIG';
const commands: [string, string[]][] = [
  ['train', ['train', '--seeds', '1', '--epochs', '1', '--backend', 'wasm']],
  ['train --kind scorecard', ['train', '--kind', 'scorecard']],
  ['evaluate', ['evaluate', '--seeds', '1', '--epochs', '8', '--backend', 'wasm']],
];

let folder: TemporaryDirectory;
let store: string;
let schema: ApplicationSchema;
let rows: string[][];

beforeAll(async () => {
  folder = await temporaryDirectory();
  store = join(folder.path, 'models');
  const text = await readFile(join(repositoryRoot, `schemas/${schemaId}.json`), 'utf8');
  schema = ApplicationSchema.parse(JSON.parse(text));
  const made = join(folder.path, 'made.txt');
  const shape = ['--rows', '1000', '--seed', '2', '--label', '--layout', 'published'];
  const { code } = await bora('synth', '--schema', schemaId, '--out', made, ...shape);
  expect(code).toBe(0);
  rows = (await readFile(made, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
});
afterAll(() => folder.remove());

async function bora(...args: string[]) {
  const terminal = memoryTerminal({ MODEL_STORE: `file:${store}` });
  const code = await runProgram(args, terminal);
  return { code, out: terminal.out, err: terminal.err };
}

async function fileOf(name: string, changed: readonly (readonly string[])[]): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, changed.map((fields) => `${fields.join(' ')}\n`).join(''));
  return path;
}

/** Place in the published file, from 0. */
function placeOf(find: (variable: ApplicationSchema['variables'][number]) => boolean): number {
  return schema.variables.find(find)!.position - 1;
}

function withValue(place: number, change: (row: number, given: string) => string): string[][] {
  return rows.map((fields, row) => fields.with(place, change(row, fields[place]!)));
}

describe.each(commands)('bora %s', (_, command) => {
  const run = (data: string) => {
    const out = command[0] === 'evaluate' ? ['--out', join(folder.path, 'reports')] : [];
    return bora(...command, ...out, '--schema', schemaId, '--data', data);
  };

  test('refuses a file that cannot be trained on with one sentence that says why', async () => {
    const label = placeOf(({ kind }) => kind === 'label');
    const refused: [string, string[][], RegExp][] = [
      [
        'unlabelled.txt',
        rows.map((fields) => fields.toSpliced(label, 1)),
        /has no column .*outcome of every row/,
      ],
      ['one-class.txt', withValue(label, () => '1'), /^bora: No row of the file is bad/],
      [
        'neither.txt',
        withValue(label, (row, given) => (row === 4 ? '3' : given)),
        /^bora: Line 5: .*\(2, 1\)/,
      ],
      ['few.txt', withValue(label, (row) => (row < 9 ? '2' : '1')), /at least 50 bad and 50 good .* 9 bad/],
      ['empty.txt', [], /^bora: The file holds no/],
    ];
    for (const [name, changed, message] of refused) {
      const { code, out, err } = await run(await fileOf(name, changed));
      expect({ name, code, out }).toEqual({ name, code: 1, out: '' });
      expect(err).toMatch(message);
      expect(err).not.toMatch(/unexpected failure|\n\s+at /);
    }
  });

  test('takes numbers of any size, constants and gaps, and says no figure that is not one', async () => {
    const [first, second, third] = schema.variables
      .filter(({ kind }) => kind === 'number')
      .map(({ position }) => position - 1);
    const category = placeOf(
      ({ kind, values }) => kind === 'category' && Object.keys(values ?? {}).length > 5,
    );
    const damaged = rows.map((fields, row) =>
      fields
        .with(first!, row % 30 === 1 ? '1e308' : fields[first!]!)
        .with(second!, '2')
        .with(third!, row % 40 === 1 ? '-1e308' : row % 40 === 2 ? '?' : fields[third!]!)
        .with(category, row === 3 ? once : fields[category]!),
    );
    const { code, out, err } = await run(await fileOf('damaged.txt', damaged));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/AUC, mean of folds/);
    expect(out).not.toMatch(/NaN|Infinity|undefined/);
  });
});

test('no file of the bundles holds the category of a single row, and none a number that is not finite', async () => {
  const files = await readdir(store, { recursive: true, withFileTypes: true });
  const names = files.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  expect(names.filter((name) => name.endsWith('manifest.json'))).toHaveLength(2);
  for (const name of names) {
    const bytes = await readFile(name);
    expect(bytes.toString('latin1')).not.toContain(once);
    if (!name.endsWith('.bin')) expect(bytes.toString()).not.toMatch(/\bNaN\b|Infinity/);
    if (name.endsWith('weights.bin')) {
      const weights = new Float32Array(new Uint8Array(bytes).buffer);
      expect(weights.every(Number.isFinite)).toBe(true);
    }
  }
});
