import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';
import { capacityTable } from '../cli/src/bench/capacity-table.ts';

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');

test('the capacity figures of docs/operations.md are those that bench/capacity.json holds', () => {
  const document = read('docs/operations.md');
  const cells = (text: string) => text.split('|').map((cell) => cell.trim());
  const rows = capacityTable(JSON.parse(read('bench/capacity.json')))
    .split('\n')
    .filter((line) => line.startsWith('|') && !/---|bytes|core-second/.test(line))
    .map(cells);
  expect(rows).toHaveLength(9);
  for (const [, what, figure] of rows) {
    const lines = document.split('\n').map(cells);
    expect(
      lines.some(([, name, value]) => name === what && value === figure),
      `${what}: ${figure}`,
    ).toBe(true);
  }
});
