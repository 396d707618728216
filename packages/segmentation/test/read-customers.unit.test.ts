import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readCustomers, SegmentationError } from '../src/index.ts';
import { inventedAttributes, inventedMovements, inventedPurchases, piecesOf } from './layouts.ts';

const purchases = `Bill;who;when;"pieces; or so";Pieces;each
1;ann;2024-01-10 08:00;;2;5.50
1;ann;2024-01-10 08:00;;1;1
2;ann;2024-01-31 09:00;"a ""b""
c";1;10
2;ann;2024-01-31 09:00;"a ""b""
c";1;10
X3;ann;2024-02-01 09:00;;1;10
4;;2024-02-01 09:00;;1;10
5;bob;2024-02-01 09:00;;-1;10
6;bob;2024-02-01 09:00;;1;0
7;bob;1.12.2023;;3;1,5
8;bob;short
`;

test('purchases become recency, frequency and monetary value, whatever the pieces and packing of the file', async () => {
  const packings = [piecesOf(purchases, 1), piecesOf(purchases, 100_000), piecesOf(gzipSync(purchases), 11)];
  for (const pieces of packings) {
    const table = await readCustomers(pieces, inventedPurchases);
    expect(table.ids).toEqual(['ann', 'bob']);
    expect(table.features).toEqual(['recency', 'frequency', 'monetary']);
    // The snapshot is 2024-02-01 09:00; bob bought at midnight of 1 December.
    expect([...table.values.values]).toEqual([1, 2, 32, 62, 1, 4.5]);
    expect(table.cleaning).toEqual({
      rows: 10,
      used: 5,
      customers: 2,
      left: {
        'missing-customer': 1,
        cancelled: 1,
        'non-positive-quantity': 1,
        'non-positive-price': 1,
        'wrong-field-count': 1,
      },
      snapshot: '2024-02-01T09:00:00',
    });
  }
});

test('equal rows count once where that is asked', async () => {
  const table = await readCustomers(piecesOf(purchases), inventedPurchases, { dropDuplicates: true });
  expect(table.values.values[2]).toBe(22);
  expect(table.cleaning.left.duplicate).toBe(1);
});

test('a snapshot of one’s own moves recency, and one before the last purchase is refused', async () => {
  const later = await readCustomers(piecesOf(purchases), inventedPurchases, {
    snapshot: Date.UTC(2024, 1, 10, 9),
  });
  expect(later.values.values[0]).toBe(10);
  const tooEarly = readCustomers(piecesOf(purchases), inventedPurchases, { snapshot: Date.UTC(2024, 0, 1) });
  await expect(tooEarly).rejects.toMatchObject({ code: 'snapshot-too-early' });
});

test('movements become purchasing capability', async () => {
  const file = `holder,when,sum,left,way
a,20240105,100,100,in
a,20240120,40,60,out
a,20240315,140,200,in
a,20240316,1,1,sideways
b,20240101,5,-5,out
`;
  const table = await readCustomers(piecesOf(file), inventedMovements);
  const [movements, amount, inflow, outflow, balance, lowest, spread, regularity] = table.values.values;
  expect([movements, amount, inflow, outflow, balance, lowest]).toEqual([3, 280 / 3, 80, 40 / 3, 120, 60]);
  expect(spread).toBeCloseTo(Math.sqrt((20 ** 2 + 60 ** 2 + 80 ** 2) / 3) / 120, 12);
  expect(regularity).toBe(2 / 3);
  expect([...table.values.values.subarray(8)]).toEqual([1, 5, 0, 5, -5, -5, 0, 0]);
  expect(table.cleaning.left['unknown-direction']).toBe(1);
});

test('attributes come in the unit of the layout, columns in any order and spelling of case', async () => {
  const table = await readCustomers(
    piecesOf('height,WHO,other,width (K)\n2,ann,x,1.5\n3,bob,y,2\n'),
    inventedAttributes,
  );
  expect([...table.values.values]).toEqual([1500, 2, 2000, 3]);
  expect(table.ids).toEqual(['ann', 'bob']);
});

const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index)).join('\n');

test.each([
  ['an empty file', inventedPurchases, '', 'empty-file', /no rows/],
  ['a file of a header alone', inventedPurchases, 'who,bill,when,pieces,each\n', 'no-usable-rows', /No row/],
  ['a missing column', inventedPurchases, 'who,when,pieces,each\na,b,c,d\n', 'missing-columns', /: bill\./],
  [
    'a column that stands twice',
    inventedPurchases,
    'who,who,bill,when,pieces,each\n',
    'ambiguous-columns',
    /: who\./,
  ],
  [
    'dates in another form',
    inventedPurchases,
    `who,bill,when,pieces,each\n${rows(30, (index) => `a,${index},31/31/2024,1,1`)}\n`,
    'unreadable-dates',
    /30 of 30 rows .* line 2: dates must look like yyyy-MM-dd/,
  ],
  [
    'a day that no calendar has',
    inventedPurchases,
    'who,bill,when,pieces,each\na,1,30.2.2024,1,1\n',
    'unreadable-dates',
    /1 of 1 rows/,
  ],
  [
    'text in place of numbers',
    inventedAttributes,
    `who,width (k),height\n${rows(9, (index) => `c${index},NaN,3`)}\n`,
    'unreadable-numbers',
    /plain numbers: Width/,
  ],
  [
    'a customer twice',
    inventedAttributes,
    'who,width (k),height\na,1,1\na,1,1\n',
    'duplicate-customer',
    /line 3/,
  ],
])('%s is refused by name, with what to do', async (_, layout, file, code, message) => {
  const reading = readCustomers(piecesOf(file), layout);
  await expect(reading).rejects.toBeInstanceOf(SegmentationError);
  await expect(reading).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test('a damaged gzip file is refused by name', async () => {
  const packed = gzipSync(purchases.repeat(50));
  await expect(readCustomers(piecesOf(packed.subarray(0, -20)), inventedPurchases)).rejects.toMatchObject({
    code: 'empty-file',
    message: expect.stringMatching(/damaged/),
  });
});

test('a refusal never holds a value of a customer', async () => {
  const file = 'who,bill,when,pieces,each\nSECRET,SECRET,SECRET,1,1\n';
  await expect(readCustomers(piecesOf(file), inventedPurchases)).rejects.toMatchObject({
    message: expect.not.stringContaining('SECRET'),
  });
});
