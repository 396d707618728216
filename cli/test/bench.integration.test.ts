import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

let folder: TemporaryDirectory;
beforeEach(async () => {
  folder = await temporaryDirectory();
});
afterEach(() => folder.remove());

test('every measurement runs, delivers every row once and is written in the order of the file', async () => {
  const out = join(folder.path, 'results.json');
  const terminal = memoryTerminal();
  const code = await runProgram(
    ['bench', '--quick', '--rows', '600', '--rounds', '1', '--out', out],
    terminal,
  );
  expect({ code, err: code === 0 ? '' : terminal.err }).toEqual({ code: 0, err: '' });
  const results = JSON.parse(await readFile(out, 'utf8'));
  expect(Object.keys(results)).toEqual([
    'uploadRowsPerSecond',
    'bareRowsPerSecond',
    'uploadVsScript',
    'uploadVsBare',
    'chunkVsPerRow',
    'singleIdleP50Ms',
    'singleIdleP99Ms',
    'singleBusyP99Ms',
    'apiRssMb50k',
    'apiRssMb1M',
    'millionVsFifty',
    'coldStartS',
    'machine',
    'versions',
    'runs',
  ]);
  const { apiRssMb50k, apiRssMb1M, millionVsFifty, machine, versions, runs, ...figures } = results;
  for (const [name, value] of Object.entries(figures)) expect(value, name).toBeGreaterThan(0);
  expect([apiRssMb50k, apiRssMb1M, millionVsFifty]).toEqual([null, null, null]);
  expect(machine.processors).toBeGreaterThan(0);
  expect(versions.redis).toMatch(/^\d+\./);
  expect(runs.workload.rows).toBe(600);
  expect(runs.rounds).toEqual({ file: 1, million: null, coldStarts: 1 });
  expect(terminal.out).toContain('| upload of 600 rows, POST to last score readable |');
}, 300_000);
