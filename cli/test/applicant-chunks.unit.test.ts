import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseApplicants } from '@bora/features';
import { type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readApplicantChunks } from '../src/files/applicant-chunks.ts';
import { inventedSchema } from './invented-schema.ts';

const rows = 12_345;
const { signal } = new AbortController();

let folder: TemporaryDirectory;
let file: string;
beforeEach(async () => {
  folder = await temporaryDirectory();
  file = join(folder.path, 'applicants.csv');
  const record = (row: number) => `k${row},${10 + (row % 80)},"Town\n${row % 7}",smith,a,y`;
  const lines = Array.from({ length: rows }, (_, index) => record(index + 1));
  await writeFile(file, `key,wage,town,trade,tier,phone\r\n${lines.join('\r\n')}`);
});
afterEach(() => folder.remove());

test('every record of a file larger than one read is in one chunk, in order, at its row and line', async () => {
  const ids: string[] = [];
  const sizes: number[] = [];
  for await (const chunk of readApplicantChunks(file, inventedSchema, 500, signal)) {
    expect(chunk.firstLine).toBe(2 + 2 * (chunk.firstRow - 1));
    const { table, rejects } = parseApplicants(chunk.bytes, chunk.layout, inventedSchema, chunk);
    expect(rejects).toEqual([]);
    ids.push(...table.applicantId);
    sizes.push(table.rowCount);
  }
  expect(ids).toEqual(Array.from({ length: rows }, (_, index) => `k${index + 1}`));
  expect(sizes.slice(0, -1).every((size) => size === 500)).toBe(true);
  expect(sizes.at(-1)).toBe(rows % 500);
});

test('an aborted reading stops with the reason', async () => {
  const interruption = new AbortController();
  const chunks = readApplicantChunks(file, inventedSchema, 500, interruption.signal);
  await chunks.next();
  interruption.abort(new Error('enough'));
  const rest = async () => {
    for await (const _ of chunks);
  };
  await expect(rest()).rejects.toThrow('enough');
});
