import { percentileInterval } from '@bora/metrics';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assumedLoanBook, type LoanBook } from '../src/economics/loan-book.ts';
import { assumedSlices } from '../src/economics/sliced-book.ts';
import { exactTotal } from '../src/exact/exact-sum.ts';
import { PartedReport } from '../src/parts/parted-report.ts';
import { partedSegments } from '../src/parts/parted-segments.ts';
import { ReplayPart, replayPart, unusablePart } from '../src/parts/replay-part.ts';
import { ReplayTotals } from '../src/parts/replay-totals.ts';
import { addApplicant, emptyValue, type ValueSums } from '../src/parts/value-sums.ts';
import { analysisFold } from '../src/replay/analysis-fold.ts';
import { betweenCutOffs, pointAt } from '../src/replay/between-cut-offs.ts';
import { bootstrapGroups, bootstrapMeans } from '../src/replay/bootstrap.ts';
import { cutOffCurve } from '../src/replay/cut-off-curve.ts';
import { profitOf } from '../src/replay/profit-of.ts';
import { segmentByCode, segmentByNumber } from '../src/replay/segments.ts';
import { buildReport } from '../src/report/build-report.ts';
import { approvedByPolicy, type Replay, type ScoredModel } from '../src/report/replay.ts';
import { Scenario } from '../src/scenario/scenario.ts';
import { inventedAssumptions, inventedReplay } from './invented-replay.ts';

const count = 300;
const { replay: alone, line } = inventedReplay(count);
/** Of few different values, of which some are missing. */
const wage = (place: number) => (place % 11 === 0 ? null : ((place * 37) % 90) / 4);
const replay: Replay = {
  ...alone,
  against: { ...inventedReplay(count, 2).replay.model, title: 'second' },
  segmentation: segmentByNumber(
    'wage',
    Float64Array.from({ length: count }, (_, place) => wage(place) ?? Number.NaN),
  ),
};
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

function decidedOf({ pd, decision }: ScoredModel, places: readonly number[]) {
  return {
    pd: Float64Array.from(places, (place) => pd[place]!),
    approved: Float64Array.from(places, (place) => (decision[place] === 0 ? 1 : 0)),
  };
}

/** What some applicants come to, stored and read again. */
function storedPart(places: readonly number[]): ReplayPart {
  const part = replayPart(bookOf(places), {
    row: Uint32Array.from(places, (place) => replay.row[place]!),
    bad: Uint8Array.from(places, (place) => replay.bad[place]!),
    model: decidedOf(replay.model, places),
    seenInTraining: 0,
    against: { ...decidedOf(replay.against!, places), seenInTraining: 0 },
    segment: places.map((place) => String(wage(place) ?? '')),
  });
  return ReplayPart.parse(JSON.parse(JSON.stringify(part)));
}

function reportOf(parts: readonly ReplayPart[]): PartedReport {
  const totals = new ReplayTotals();
  for (const part of parts) totals.add(part);
  return totals.report(assumptions, { name: 'wage', isNumber: true });
}

const everyPlace = [...replay.row.keys()];
const whole = reportOf([storedPart(everyPlace)]);

test('parts of any partition, in any order, make the same report to the last bit', () => {
  const keys = fc.array(fc.nat({ max: 7 }), { minLength: count, maxLength: count });
  fc.assert(
    fc.property(keys, fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), (part, order) => {
      const parts = order.map((one) => storedPart(everyPlace.filter((place) => part[place] === one)));
      expect(reportOf(parts)).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});

test('the merged report is that of a replay in one piece', () => {
  expect(PartedReport.parse(whole)).toEqual(whole);
  const book = bookOf(everyPlace);
  const figures = (id: string) => {
    const { id: _, interval, ...rest } = whole.strategies.find((one) => one.id === id)!;
    return rest;
  };
  expect(figures('model-policy')).toEqual(profitOf(book, replay.bad, approved));
  expect(figures('approve-all')).toEqual(profitOf(book, replay.bad, new Float64Array(count).fill(1)));
  expect(whole.curve).toEqual(cutOffCurve(book, replay.bad, replay.model.pd));
  expect(whole.strategies.find(({ id }) => id === 'reject-all')!.profit).toBe(-(70 + count * 0.3));
});

/** The terminal's report of the same applicants. */
function terminalReport(segmentation: Replay['segmentation']) {
  const scenario = Scenario.parse({
    id: 'invented',
    title: 'invented',
    description: '',
    schema: 'invented',
    assumptions: {
      ...assumptions,
      line: { kind: 'column', variable: 'asked', unit: 'EUR', source: 'invented' },
    },
  });
  const book = assumedSlices(scenario.assumptions, line, replay.bad);
  const data = { sha256: 'invented', schema: 'invented', rejected: 0, leftOut: 0 };
  const replayed = { ...replay, segmentation };
  const options = { seed: 1, replicates: 10 };
  return buildReport(data, replayed, [{ scenario, title: 'invented', book }], options).economics[0]!;
}

test('strategies, swap-set, stress and segments of the parts are the terminal’s, to the last bit', () => {
  const terminal = terminalReport(replay.segmentation);
  const withoutBest = <One extends { strategy?: string; id?: string }>(some: readonly One[]) =>
    some.filter((one) => (one.strategy ?? one.id) !== 'model-best-cut-off');
  // The parts choose among half hundredths of PD, and know no best cut-off of the second model.
  const known = new Set(whole.strategies.map(({ id }) => id));
  const figures = (some: readonly { id: string; interval: object; title?: string }[]) =>
    withoutBest(some).map(({ interval, title, ...rest }) => rest);
  expect(figures(whole.strategies)).toEqual(figures(terminal.strategies.filter(({ id }) => known.has(id))));
  expect(known.size).toBe(terminal.strategies.length - 1);
  expect(whole.swapSets).toEqual(terminal.swapSets.filter(({ first }) => first === 'model-policy'));
  expect(whole.swapSets[0]!.swappedIn.applicants).toBeGreaterThan(0);
  expect(withoutBest(whole.stress)).toEqual(withoutBest(terminal.stress));
  const segments = terminal.segments!.segments.map((one) => ({
    ...one,
    strategies: withoutBest(one.strategies),
  }));
  expect(whole.segments).toEqual({ variable: 'wage', segments });
  expect(segments.map(({ kind }) => kind)).toContain('missing');
});

test('codes make the segments of the terminal, the rest together', () => {
  const texts = everyPlace.map((place) => (place % 17 === 0 ? '' : `town ${(place * place) % 23}`));
  const values = [...new Set(texts)];
  const codes = Uint32Array.from(texts, (text) => values.indexOf(text));
  const terminal = terminalReport(segmentByCode('town', { values, codes })).segments!;
  const sums = new Map<string, ValueSums>();
  for (const place of everyPlace) {
    const one = sums.get(texts[place]!) ?? emptyValue();
    sums.set(texts[place]!, one);
    addApplicant(one, 1, replay.bad[place] === 1, 0);
  }
  const parted = partedSegments({ name: 'town', isNumber: false }, sums, true);
  const shape = ({ segments }: typeof parted) =>
    segments.map(({ kind, name, applicants, badRate }) => ({ kind, name, applicants, badRate }));
  expect(shape(parted)).toEqual(shape(terminal));
  expect(parted.segments.at(-1)!.kind).toBe('others');
});

test('rows that cannot be replayed are counted over all parts', () => {
  const bad = (unlabelled: number, missing: number) => unusablePart(9, { unlabelled, missing, negative: 0 });
  const totals = new ReplayTotals()
    .add(bad(2, 0))
    .add(storedPart([0, 1]))
    .add(bad(1, 3));
  expect(totals.unusable).toEqual({ unlabelled: 3, missing: 3, negative: 0 });
});

test('one applicant whom the model has seen marks the whole report', () => {
  const seen = { ...storedPart([0]), seenInTraining: 1 };
  const rest = storedPart(everyPlace.slice(1));
  expect(reportOf([rest, seen])).toMatchObject({
    inSample: true,
    seenInTraining: 1,
  });
  expect(whole.inSample).toBe(false);
});

test('the intervals are those of a bootstrap of the applicants', () => {
  const book = bookOf(everyPlace);
  const ways = { 'model-policy': approved, 'approve-all': new Float64Array(count).fill(1) };
  for (const [id, approval] of Object.entries(ways)) {
    const earned = (place: number) => approval[place]! * book.profit[place]!;
    const sums = Float64Array.from({ length: count }, (_, place) => earned(place));
    const [means] = bootstrapMeans(bootstrapGroups(count, 3), sums, 1, { seed: 3, replicates: 4_000 });
    const fixed = book.costs.eachApplication + book.costs.once / count;
    const { low, high } = percentileInterval(means!.map((mean) => mean - fixed));
    const { interval } = whole.strategies.find((one) => one.id === id)!;
    const width = high - low;
    expect(Math.abs(interval.low - low)).toBeLessThan(0.05 * width);
    expect(Math.abs(interval.high - high)).toBeLessThan(0.05 * width);
  }
});

test('the best cut-off of a fifth is chosen on the four others, and applied to it alone', () => {
  const book = bookOf(everyPlace);
  const earned = (cutOff: number, isCounted: (place: number) => boolean) =>
    exactTotal(
      everyPlace
        .filter((place) => isCounted(place) && (cutOff === 1 || replay.model.pd[place]! < cutOff))
        .map((place) => book.profit[place]!),
    );
  const foldOf = (place: number) => analysisFold(replay.row[place]!);
  for (const [fold, cutOff] of whole.bestCutOffs.entries()) {
    const onOthers = (candidate: number) => earned(candidate, (place) => foldOf(place) !== fold);
    for (const { cutOff: other } of whole.curve)
      expect(onOthers(other)).toBeLessThanOrEqual(onOthers(cutOff));
  }
  const byFolds = whole.bestCutOffs.map((cutOff, fold) => earned(cutOff, (place) => foldOf(place) === fold));
  const best = whole.strategies.find(({ id }) => id === 'model-best-cut-off')!;
  expect(best.variableProfit).toBeCloseTo(exactTotal(byFolds), 6);
});

test('moving a cut-off swaps those between, and its interval is that of their difference', () => {
  const book = bookOf(everyPlace);
  const [old, moved] = [pointAt(whole.curve, 0.3)!, pointAt(whole.curve, 0.155)!];
  const isSwapped = (place: number) => replay.model.pd[place]! >= 0.155 && replay.model.pd[place]! < 0.3;
  const swapped = everyPlace.filter(isSwapped);
  const swap = betweenCutOffs(old, moved, count);
  expect(swap.swappedOut).toBe(swapped.length);
  expect(swap.swappedIn).toBe(0);
  expect(swap.badRate).toBe(swapped.filter((place) => replay.bad[place] === 1).length / swapped.length);
  const lost = everyPlace.map((place) => (isSwapped(place) ? -book.profit[place]! : 0));
  const mean = exactTotal(lost) / count;
  const squares = exactTotal(lost.map((value) => value ** 2)) / count;
  expect(swap.profitPerApplicant).toBeCloseTo(mean, 8);
  const margin = 1.96 * Math.sqrt((squares - mean ** 2) / count);
  expect(swap.interval.low).toBeCloseTo(mean - margin, 2);
  expect(swap.interval.high).toBeCloseTo(mean + margin, 2);
  expect(betweenCutOffs(moved, old, count)).toMatchObject({ swappedIn: swapped.length, swappedOut: 0 });
  expect(betweenCutOffs(old, old, count)).toMatchObject({ badRate: null, profitPerApplicant: 0 });
});
