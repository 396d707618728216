import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { waitUntil } from '@bora/testing';
import { afterEach, expect, it } from 'vitest';
import { spreadsheetText } from '../src/spreadsheet/spreadsheet-text.ts';
import { watchChild } from '../src/spreadsheet/watched-child.ts';
import { workbook } from './support/workbooks.ts';

const { execPath } = process;
afterEach(() => {
  process.execPath = execPath;
});

async function textOf(file: Buffer): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of spreadsheetText(file)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

it('a machine without a process to spare refuses the workbook, and reads the next one', async () => {
  const file = await workbook([['a', 1]]);
  process.execPath = '/nowhere/node';
  await expect(textOf(file)).rejects.toMatchObject({ code: 'overloaded' });
  process.execPath = execPath;
  expect(await textOf(file)).toBe('a,1\n');
});

it('the time that a conversion waits for whoever reads it does not count', async () => {
  const idle = () => spawn(execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
  const [held, free] = [idle(), idle()];
  const limits = { residentBytes: Number.POSITIVE_INFINITY, timeoutMs: 100 };
  const heldWatch = watchChild(held, limits);
  heldWatch.hold();
  const freeWatch = watchChild(free, { ...limits, timeoutMs: 300 });
  await waitUntil(() => freeWatch.exceeded, { what: 'the free one to be killed' });
  expect(heldWatch.exceeded).toBe(false);
  heldWatch.release();
  await Promise.all([
    once(held, 'close'),
    waitUntil(() => heldWatch.exceeded, { what: 'the held one to end' }),
  ]);
  heldWatch.stop();
  freeWatch.stop();
});
