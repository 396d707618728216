import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot, waitUntil } from '@bora/testing';
import { expect } from 'vitest';
import { exportedRows, readBatch } from './client.ts';

/** The sample file's thousand applicants, again and again. */
export async function applicants(rows: number): Promise<Buffer> {
  const text = await readFile(join(repositoryRoot, 'data/sample-applicants.csv'), 'utf8');
  const [header, ...lines] = text.trimEnd().split('\n');
  const body = Array.from({ length: rows }, (_, index) => lines[index % lines.length]);
  return Buffer.from(`${[header, ...body].join('\n')}\n`);
}

/** Each row of the batch is scored or rejected, none is both, and none twice. */
export async function expectEveryRowOnce(url: string, id: string, rows: number): Promise<void> {
  const [scores, rejects] = [
    await exportedRows(url, id, 'scores.csv'),
    await exportedRows(url, id, 'rejects.csv'),
  ];
  const numbers = [...scores, ...rejects].map((fields) => Number(fields[0])).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: rows }, (_, index) => index + 1));
  expect(await readBatch(url, id)).toMatchObject({
    rows,
    rowsScored: scores.length,
    rowsRejected: rejects.length,
    state: 'completed',
  });
}

/** Waits until some of the batch is scored and some is not. */
export async function halfway(url: string, id: string): Promise<void> {
  const isHalfway = async () => {
    const { rowsScored, rows } = await readBatch(url, id);
    if (rowsScored === rows) throw new Error('the batch was over before it could be disturbed');
    return rowsScored > 0;
  };
  await waitUntil(isHalfway, { what: 'the batch to be halfway', everyMs: 2 });
}
