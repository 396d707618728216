import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appendEntry, canonicalJson, genesis } from '@bora/audit';
import type { AuditContent } from '@bora/contracts';
import { type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

const entries = 10_000;
let folder: TemporaryDirectory;
let file: string;
let lines: string[];
let head = genesis;
beforeAll(async () => {
  folder = await temporaryDirectory();
  file = join(folder.path, 'audit.ndjson');
  lines = Array.from({ length: entries }, (_, number) => {
    const entry = appendEntry(head, content(number));
    head = { sequence: entry.sequence, hash: entry.hash };
    return canonicalJson(entry);
  });
  lines.push(canonicalJson({ head }));
  await writeFile(file, `${lines.join('\n')}\n`);
});
afterAll(() => folder.remove());

function content(number: number): AuditContent {
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    at: new Date(Date.UTC(2026, 0, 1) + number).toISOString(),
    action: 'batch.view-scores',
    outcome: 'done',
    actor: { id: 'somebody', name: 'Somebody', kind: 'person', roles: ['officer'] },
    address: '127.0.0.1',
    userAgent: null,
    objectType: 'batch',
    objectId: `batch-${number}`,
    requestId: null,
    subject: null,
    problem: null,
    changes: [],
  };
}

async function verify(text: string | undefined, ...args: string[]) {
  const path = text === undefined ? file : join(folder.path, 'other.ndjson');
  if (text !== undefined) await writeFile(path, text);
  const terminal = memoryTerminal();
  const code = await runProgram(['audit', 'verify', path, ...args], terminal);
  return { code, said: terminal.out + terminal.err };
}

test('10,000 exported entries are verified without an api, also against a head that was kept elsewhere', async () => {
  const { code, said } = await verify(undefined, '--head', `${head.sequence}:${head.hash}`);
  expect(said).toContain('10,000 entries verified');
  expect(said).toContain('The audit trail is whole.');
  expect(code).toBe(0);
});

test('a file in which one figure was changed fails, and says which entry it was', async () => {
  const changed = lines.with(4_321, lines[4_321]!.replace('batch-4321', 'batch-1234'));
  const { code, said } = await verify(`${changed.join('\n')}\n`);
  expect(code).toBe(1);
  expect(said).toContain('changed: Entry 4322 was changed');
});

test('a file that lacks an entry, its end, or its last line fails by name', async () => {
  expect((await verify(`${lines.toSpliced(10, 1).join('\n')}\n`)).said).toContain(
    'removed: Entry 11 is missing',
  );
  expect((await verify(lines.toSpliced(9_000, 1_000).join('\n'))).said).toContain('cut-off');
  expect((await verify(lines.slice(0, 50).join('\n'))).said).toContain(
    'without the line that ends every export',
  );
  expect((await verify(lines.join('\n').slice(0, -300))).code).toBe(1);
});

test('a trail that was set back to an earlier state is whole, and fails against the head of before', async () => {
  const earlier = JSON.parse(lines[4_999]!);
  const set = [...lines.slice(0, 5_000), canonicalJson({ head: { sequence: 5_000, hash: earlier.hash } })];
  const text = `${set.join('\n')}\n`;
  expect((await verify(text)).code).toBe(0);
  const { code, said } = await verify(text, '--head', `${head.sequence}:${head.hash}`);
  expect([code, said.includes('anchor-differs')]).toEqual([1, true]);
});

test('what is no trail, and a head that is none, are refused by name', async () => {
  expect((await verify('a,b\n1,2\n')).said).toContain('Line 1 of');
  expect((await verify('')).said).toContain('cut-off');
  expect((await verify(undefined, '--head', 'abc')).said).toContain('--head is not a head');
  const terminal = memoryTerminal();
  expect(await runProgram(['audit', 'verify', join(folder.path, 'none')], terminal)).toBe(1);
  expect(terminal.err).toContain('There is no file');
  expect(await readFile(file, 'utf8')).toContain('batch-4321');
});
