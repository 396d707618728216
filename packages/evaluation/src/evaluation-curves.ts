import type { EvaluationCurves, PointsScale } from '@bora/contracts';
import { scoreFromPd } from '@bora/decision';
import { type RocCurve, rocCurve } from '@bora/metrics';

const mostRocPoints = 300;
/** Points of the gain curve beside its beginning. */
const gainSteps = 100;
/** Width of a bin of scores, in points. */
const scoreBinWidth = 10;

/**
 * The curves of an evaluation, with few enough points to be drawn.
 * @param bad 1 for bad, 0 for good, one a row, some of both
 */
export function evaluationCurves(bad: Uint8Array, pd: Float64Array, scale: PointsScale): EvaluationCurves {
  const curve = rocCurve(bad, pd);
  const scores = Int32Array.from(pd, (value) => scoreFromPd(value, scale));
  return {
    roc: rocPoints(curve),
    ks: ksPoints(bad, scores),
    gain: gainPoints(curve),
    scores: scoreBins(bad, scores),
  };
}

function rocPoints({ rejectedGoods, rejectedBads }: RocCurve): EvaluationCurves['roc'] {
  const goods = rejectedGoods.at(-1)!;
  const bads = rejectedBads.at(-1)!;
  return thinned(rejectedGoods.length, mostRocPoints).map((point) => ({
    falsePositiveRate: rounded(rejectedGoods[point]! / goods),
    truePositiveRate: rounded(rejectedBads[point]! / bads),
  }));
}

/** One point for each score that somebody has. */
function ksPoints(bad: Uint8Array, scores: Int32Array): EvaluationCurves['ks'] {
  const counts = new Map<number, { good: number; bad: number }>();
  const all = { good: 0, bad: 0 };
  for (const [row, score] of scores.entries()) {
    const outcome = bad[row] === 1 ? 'bad' : 'good';
    const count = counts.get(score) ?? { good: 0, bad: 0 };
    count[outcome] += 1;
    all[outcome] += 1;
    counts.set(score, count);
  }
  const below = { good: 0, bad: 0 };
  return [...counts]
    .sort(([left], [right]) => left - right)
    .map(([score, count]) => {
      below.good += count.good;
      below.bad += count.bad;
      return { score, bad: rounded(below.bad / all.bad), good: rounded(below.good / all.good) };
    });
}

/** At every hundredth of the applicants; among equal PDs the bads are taken to be spread evenly. */
function gainPoints({ rejectedGoods, rejectedBads }: RocCurve): EvaluationCurves['gain'] {
  const bads = rejectedBads.at(-1)!;
  const rows = rejectedGoods.at(-1)! + bads;
  const rejected = (point: number): number => rejectedGoods[point]! + rejectedBads[point]!;
  let point = 0;
  return Array.from({ length: gainSteps + 1 }, (_, step) => {
    const wanted = (rows * step) / gainSteps;
    while (rejected(point) < wanted) point += 1;
    const before = Math.max(0, point - 1);
    const width = rejected(point) - rejected(before);
    const part = width === 0 ? 0 : (wanted - rejected(before)) / width;
    const captured = rejectedBads[before]! + part * (rejectedBads[point]! - rejectedBads[before]!);
    const applicants = step / gainSteps;
    const badCaptured = captured / bads;
    const lift = step === 0 ? null : rounded(badCaptured / applicants);
    return { applicants, badCaptured: rounded(badCaptured), lift };
  });
}

function scoreBins(bad: Uint8Array, scores: Int32Array): EvaluationCurves['scores'] {
  const startOf = (score: number): number => Math.floor(score / scoreBinWidth) * scoreBinWidth;
  const first = startOf(scores.reduce((least, score) => Math.min(least, score)));
  const last = startOf(scores.reduce((most, score) => Math.max(most, score)));
  const bins = Array.from({ length: (last - first) / scoreBinWidth + 1 }, (_, index) => {
    const from = first + index * scoreBinWidth;
    return { from, to: from + scoreBinWidth, good: 0, bad: 0 };
  });
  for (const [row, score] of scores.entries()) {
    bins[(startOf(score) - first) / scoreBinWidth]![bad[row] === 1 ? 'bad' : 'good'] += 1;
  }
  return bins;
}

/** Indices of at most so many points of a curve, spread evenly, ends included. */
function thinned(length: number, most: number): number[] {
  const count = Math.min(length, most);
  return Array.from({ length: count }, (_, index) => Math.round((index * (length - 1)) / (count - 1)));
}

/** What a chart can show. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
