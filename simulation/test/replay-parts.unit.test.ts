import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assumedLoanBook, bookTerms, type LoanBook } from '../src/economics/loan-book.ts';
import { slicesOf } from '../src/economics/sliced-book.ts';
import { mergeParts, PartedReport } from '../src/parts/merged-parts.ts';
import { ReplayPart, replayPart } from '../src/parts/replay-part.ts';
import { profitOf } from '../src/replay/profit-of.ts';
import { buildReport } from '../src/report/build-report.ts';
import { approvedByPolicy } from '../src/report/replay.ts';
import { inventedAssumptions, inventedReplay } from './invented-replay.ts';

const count = 300;
const { replay, line } = inventedReplay(count);
const assumptions = inventedAssumptions({ fixedCost: 70, applicationCost: 0.3, costOfFunds: 0.1 });
const approved = approvedByPolicy(replay.model);

function bookOf(places: readonly number[]): LoanBook {
  const lines = Float64Array.from(places, (place) => line[place]!);
  return assumedLoanBook(
    assumptions,
    lines,
    Uint8Array.from(places, (place) => replay.bad[place]!),
  );
}

/** What some applicants come to, stored and read again. */
function storedPart(places: readonly number[]): ReplayPart {
  const part = replayPart(bookOf(places), {
    bad: Uint8Array.from(places, (place) => replay.bad[place]!),
    pd: Float64Array.from(places, (place) => replay.model.pd[place]!),
    approved: Float64Array.from(places, (place) => approved[place]!),
    seenInTraining: 0,
  });
  return ReplayPart.parse(JSON.parse(JSON.stringify(part)));
}

const everyPlace = [...replay.row.keys()];
const whole = mergeParts([storedPart(everyPlace)], bookTerms(assumptions));

test('parts of any partition, in any order, make the same report to the last bit', () => {
  const keys = fc.array(fc.nat({ max: 7 }), { minLength: count, maxLength: count });
  fc.assert(
    fc.property(keys, fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), (part, order) => {
      const parts = order.map((one) => storedPart(everyPlace.filter((place) => part[place] === one)));
      expect(mergeParts(parts, bookTerms(assumptions))).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});

test('the merged report is that of a replay in one piece', () => {
  expect(PartedReport.parse(whole)).toEqual(whole);
  const book = bookOf(everyPlace);
  const [policy, all] = whole.strategies;
  expect(policy).toEqual({ id: 'model-policy', ...profitOf(book, replay.bad, approved) });
  expect(all).toEqual({ id: 'approve-all', ...profitOf(book, replay.bad, new Float64Array(count).fill(1)) });
  const sliced = slicesOf(book);
  const data = { sha256: '', schema: 'invented', rejected: 0, leftOut: 0 };
  const [report] = buildReport(data, replay, [{ scenario: null, title: 'invented', book: sliced }], {
    seed: 1,
    replicates: 100,
  }).economics;
  expect(whole.curve).toEqual(report!.curve);
  for (const { id, ...figures } of whole.strategies)
    expect(report!.strategies.find((one) => one.id === id)).toMatchObject(figures);
  expect(whole.strategies.find(({ id }) => id === 'reject-all')!.profit).toBe(-(70 + count * 0.3));
});

test('one applicant whom the model has seen marks the whole report', () => {
  const seen = { ...storedPart([0]), seenInTraining: 1 };
  const rest = storedPart(everyPlace.slice(1));
  expect(mergeParts([rest, seen], bookTerms(assumptions))).toMatchObject({
    inSample: true,
    seenInTraining: 1,
  });
  expect(whole.inSample).toBe(false);
});
