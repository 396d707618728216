import { expect, test } from 'vitest';
import { DeliveredRows } from '../src/bench/delivered-rows.ts';

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

test('scores and rejects that hold every row once are complete', async () => {
  const rows = new DeliveredRows(4, 'run');
  expect(await rows.addCsv(pieces('row,id\n1,"a\n7,', '8"\n', '3,c\n4', ',d\n'))).toBe(3);
  expect(await rows.addCsv(pieces('row,line\n2,9\n'))).toBe(1);
  expect(() => rows.assertComplete()).not.toThrow();
});

test('a row that is missing, comes twice or does not exist is noticed', async () => {
  const missing = new DeliveredRows(3, 'run');
  await missing.addCsv(pieces('row\n1\n3\n'));
  expect(() => missing.assertComplete()).toThrow('run: 1 of 3 rows were not delivered.');
  await expect(new DeliveredRows(3, 'run').addCsv(pieces('row\n1\n1\n'))).rejects.toThrow(
    /row 1 was delivered twice/,
  );
  await expect(new DeliveredRows(3, 'run').addCsv(pieces('row\n4\n'))).rejects.toThrow(
    /row 4 does not exist/,
  );
});
