import { OutcomesLayout } from '@bora/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CustomerClusters, segmentOutcomes } from '../src/index.ts';
import { piecesOf } from './layouts.ts';

const layout = OutcomesLayout.parse({
  id: 'invented',
  version: 1,
  title: 'Invented',
  description: '',
  columns: { customer: ['who'], outcome: ['end'], decision: ['said'], pd: ['pd'], profit: ['gain'] },
  outcomes: { bad: ['lost'], good: ['paid'] },
  approved: ['yes'],
});
const segments = [
  { cluster: 0, name: 'First', customers: 2 },
  { cluster: -1, name: 'Alone', customers: 1 },
];
const join = (file: string) =>
  segmentOutcomes(piecesOf(file), layout, segments, ['ann', 'bob', 'cid'], Int32Array.of(0, 0, -1));

test('bad rate, approval, mean PD and profit are those of each segment’s own customers', async () => {
  const outcomes = await join(`who,end,said,pd,gain
ann,lost,yes,0.5,-100
ann,paid,no,0.1,20
bob,open,yes,,5.5
cid,paid,,0.2,
eve,lost,yes,0.9,-1
`);
  expect(outcomes).toMatchObject({ rows: 5, unmatched: 1 });
  expect(outcomes.segments[0]).toMatchObject({
    name: 'First',
    customers: 2,
    matched: 2,
    rows: 3,
    known: 2,
    bad: 1,
    badRate: 0.5,
    approvalShare: 2 / 3,
    meanPd: 0.3,
    profit: -74.5,
  });
  expect(outcomes.segments[1]).toMatchObject({
    known: 1,
    bad: 0,
    approvalShare: null,
    profit: null,
    meanPd: 0.2,
  });
  expect(outcomes.total).toMatchObject({ customers: 3, matched: 3, known: 3, bad: 1 });
  // statsmodels: proportion_confint(1, 2, method='wilson') = (0.09453120573423074, 0.9054687942657693)
  expect(outcomes.segments[0]!.badRateLow).toBeCloseTo(0.0945312057342307, 12);
  expect(outcomes.segments[0]!.badRateHigh).toBeCloseTo(0.9054687942657693, 12);
});

test('files that name customers differently are refused, not joined to nothing', async () => {
  await expect(join('who,end,said,pd,gain\nC-1,lost,yes,1,1\n')).rejects.toMatchObject({
    code: 'no-usable-rows',
    message: expect.stringMatching(/same way/),
  });
});

test('a customer is found in the cluster that it was given last, and nobody else is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string(), fc.integer({ min: -1, max: 9 }))),
      fc.string(),
      (given, other) => {
        const customers = new CustomerClusters(given.length);
        for (const [id, cluster] of given) customers.add(id, cluster);
        const known = new Map(given);
        expect(customers.count).toBe(known.size);
        for (const id of [...known.keys(), other]) {
          const place = customers.placeOf(id);
          expect(place < 0 ? undefined : customers.clusterAt(place)).toBe(known.get(id));
        }
      },
    ),
  );
});
