import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type OutcomeCounts, weightOfEvidence } from '../src/index.ts';
import { informationValue } from '../src/information-value.ts';
import { optimalPartition, type PartitionLimits } from '../src/optimal-partition.ts';

const preBins = fc.array(fc.record({ good: fc.nat(40), bad: fc.nat(40) }), { minLength: 1, maxLength: 9 });
const limits = fc.record({
  maximumBins: fc.integer({ min: 1, max: 5 }),
  minimumRows: fc.integer({ min: 0, max: 60 }),
  monotone: fc.constantFrom(undefined, 'rising' as const, 'falling' as const),
});
const extra = fc.record({ good: fc.nat(40), bad: fc.nat(40) });

const added = (bins: readonly OutcomeCounts[]) =>
  bins.reduce((sum, bin) => ({ good: sum.good + bin.good, bad: sum.bad + bin.bad }), { good: 0, bad: 0 });
const joined = (bins: readonly OutcomeCounts[], starts: readonly number[]) =>
  starts.map((start, index) => added(bins.slice(start, starts[index + 1])));

function isAllowed(bins: readonly OutcomeCounts[], total: OutcomeCounts, given: PartitionLimits): boolean {
  if (bins.length > given.maximumBins) return false;
  if (bins.some(({ good, bad }) => good + bad < given.minimumRows)) return false;
  const weights = bins.map((bin) => weightOfEvidence(bin, total));
  const steps = weights.slice(1).map((weight, index) => weight - weights[index]!);
  if (given.monotone === 'rising') return steps.every((step) => step <= 0);
  return given.monotone === undefined || steps.every((step) => step >= 0);
}

/** The best value of all 2^(n − 1) partitions, each looked at. */
function bestByBruteForce(bins: readonly OutcomeCounts[], total: OutcomeCounts, given: PartitionLimits) {
  let best = -Infinity;
  for (let cuts = 0; cuts < 2 ** (bins.length - 1); cuts++) {
    const starts = [0, ...bins.keys()].filter(
      (start, index) => index === 0 || (start > 0 && cuts & (1 << (start - 1))),
    );
    const partition = joined(bins, starts);
    if (isAllowed(partition, total, given)) best = Math.max(best, informationValue(partition, total));
  }
  return best;
}

test('the partition is allowed and no other allowed one has more information', () => {
  fc.assert(
    fc.property(preBins, extra, limits, (bins, elsewhere, given) => {
      const total = added([...bins, elsewhere]);
      const found = joined(bins, optimalPartition(bins, total, given));
      const best = bestByBruteForce(bins, total, given);
      if (best === -Infinity) expect(found).toHaveLength(1);
      else {
        expect(isAllowed(found, total, given)).toBe(true);
        expect(informationValue(found, total)).toBeCloseTo(best, 10);
      }
    }),
    { numRuns: 500 },
  );
});

test('bins that a person would join are joined', () => {
  const bins = [
    { good: 90, bad: 10 },
    { good: 45, bad: 5 },
    { good: 50, bad: 50 },
    { good: 25, bad: 25 },
  ];
  expect(optimalPartition(bins, added(bins), { maximumBins: 2, minimumRows: 20 })).toEqual([0, 2]);
  expect(
    optimalPartition(bins, added(bins), { maximumBins: 2, minimumRows: 20, monotone: 'falling' }),
  ).toEqual([0]);
});

test('nothing to join gives no bins', () => {
  expect(optimalPartition([], { good: 5, bad: 5 }, { maximumBins: 7, minimumRows: 1 })).toEqual([]);
});
