import { auc } from '@bora/metrics';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  approveThese,
  approveUpTo,
  type LoanColumns,
  orderBy,
  orderByChance,
  orderWithin,
} from '../src/observed/approval-order.ts';
import { aucOfOrder } from '../src/observed/auc-of-order.ts';

const columns: LoanColumns = {
  amount: Float64Array.of(100, 200, 300, 400),
  profit: Float64Array.of(10, -20, 30, -40),
  bad: Uint8Array.of(0, 1, 0, 1),
};
const once = [1, 1, 1, 1];

test('the smallest key is approved first, up to so many loans', () => {
  const order = orderBy(['C', 'A', 'D', 'B']);
  expect(approveUpTo(order, columns, once, { loans: 2 })).toEqual({
    loans: 2,
    bads: 2,
    amount: 600,
    profit: -60,
  });
  expect(approveUpTo(order, columns, once, { amount: 200 })).toEqual({
    loans: 1,
    bads: 1,
    amount: 200,
    profit: -20,
  });
});

test('among loans that the order cannot tell apart, the share that meets the limit is approved of each', () => {
  const order = orderBy([1, 2, 2, 3]);
  expect(approveUpTo(order, columns, once, { loans: 2 })).toEqual({
    loans: 2,
    bads: 0.5,
    amount: 350,
    profit: 15,
  });
  expect(approveUpTo(order, columns, once, { amount: 350 })).toEqual({
    loans: 2,
    bads: 0.5,
    amount: 350,
    profit: 15,
  });
  expect(approveUpTo(orderByChance(4), columns, once, { loans: 1 })).toEqual({
    loans: 1,
    bads: 0.5,
    amount: 250,
    profit: -5,
  });
});

test('inside classes, every share of the order is that share of every class, its smallest keys first', () => {
  const classes = ['A', 'A', 'B', 'B', 'B', 'B', 'A', 'A'];
  const { places } = orderWithin(classes, [8, 1, 7, 2, 3, 6, 5, 4]);
  const half = [...places.subarray(0, 4)];
  expect(half.sort()).toEqual([1, 3, 4, 7]);
});

test('a limit of none approves nobody and one above all approves everybody, whatever the order', () => {
  const nobody = { loans: 0, bads: 0, amount: 0, profit: 0 };
  for (const order of [orderBy([4, 1, 3, 2]), orderByChance(4)]) {
    expect(approveUpTo(order, columns, once, { loans: 0 })).toEqual(nobody);
    expect(approveUpTo(order, columns, once, { amount: 5_000 })).toEqual(approveThese(once, columns, once));
  }
});

test('a loan that counts twice is approved as two, one that counts never as none', () => {
  const order = orderBy([1, 2, 3, 4]);
  expect(approveUpTo(order, columns, [2, 0, 1, 1], { loans: 3 })).toEqual({
    loans: 3,
    bads: 0,
    amount: 500,
    profit: 50,
  });
});

test('the AUC of an order is that of its keys, ties and all', () => {
  const loans = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(0, 1)), { minLength: 2 });
  fc.assert(
    fc.property(loans, (given) => {
      const bad = given.map(([, one]) => one);
      fc.pre(bad.includes(0) && bad.includes(1));
      const keys = given.map(([key]) => key);
      const weights = given.map(() => 1);
      expect(aucOfOrder(orderBy(keys), bad, weights)).toBeCloseTo(auc(bad, keys), 12);
    }),
  );
});

test('the AUC of an order counts a loan as often as its weight says', () => {
  const [keys, bad] = [
    [1, 2, 3, 2],
    [0, 1, 1, 0],
  ];
  const twice = aucOfOrder(orderBy(keys!), bad!, [1, 2, 1, 3]);
  expect(twice).toBeCloseTo(auc([0, 1, 1, 1, 0, 0, 0], [1, 2, 2, 3, 2, 2, 2]), 12);
});
