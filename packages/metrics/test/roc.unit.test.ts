import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rocCurve } from '../src/index.ts';
import { tiedRisks } from './labelled-sample-arbitrary.ts';

describe('rocCurve', () => {
  test('walks from nobody to everybody rejected, riskiest first, one point for each distinct risk', () => {
    const curve = rocCurve([0, 1, 1, 0, 1], [0.1, 0.9, 0.4, 0.4, 0.6]);
    expect([...curve.rejectedGoods]).toEqual([0, 0, 0, 1, 2]);
    expect([...curve.rejectedBads]).toEqual([0, 1, 2, 3, 3]);
  });

  test('has one point more than there are distinct risks, and every point rejects more than the last', () => {
    fc.assert(
      fc.property(tiedRisks(), ({ labels, values }) => {
        const { rejectedGoods, rejectedBads } = rocCurve(labels, values);
        const rejected = Array.from(rejectedGoods, (goods, point) => goods + rejectedBads[point]!);
        expect(rejected).toHaveLength(new Set(values).size + 1);
        expect(rejected.every((count, point) => point === 0 || count > rejected[point - 1]!)).toBe(true);
        expect(rejectedBads.at(-1)).toBe(labels.filter((label) => label === 1).length);
        expect(rejected.at(-1)).toBe(labels.length);
      }),
    );
  });
});
