import { describe, expect, test } from 'vitest';
import {
  auc,
  brier,
  eceEqualFrequency,
  eceEqualWidth,
  equalFrequencyCalibrationCurve,
  equalWidthCalibrationCurve,
  expectedMaximumProfit,
  gini,
  ks,
  logLoss,
  MetricInputError,
  type MetricInputErrorCode,
  rocCurve,
} from '../src/index.ts';

type Statistic = (labels: readonly number[], values: readonly number[]) => unknown;

const ofRanks: [string, Statistic][] = [
  ['auc', auc],
  ['gini', gini],
  ['ks', ks],
  ['rocCurve', rocCurve],
  ['expectedMaximumProfit', expectedMaximumProfit],
];

const ofProbabilities: [string, Statistic][] = [
  ['brier', brier],
  ['logLoss', logLoss],
  ['eceEqualFrequency', eceEqualFrequency],
  ['eceEqualWidth', eceEqualWidth],
  ['equalFrequencyCalibrationCurve', (labels, pds) => equalFrequencyCalibrationCurve(labels, pds, 10)],
  ['equalWidthCalibrationCurve', (labels, pds) => equalWidthCalibrationCurve(labels, pds, 10)],
];

function refusal(code: MetricInputErrorCode) {
  return expect.objectContaining({ name: 'MetricInputError', code });
}

describe.each([...ofRanks, ...ofProbabilities])('%s', (_, statistic) => {
  test('refuses an empty sample', () => {
    expect(() => statistic([], [])).toThrow(refusal('empty'));
  });

  test('refuses labels and values of unequal length, whichever is longer', () => {
    expect(() => statistic([1, 0, 1], [0.5, 0.25])).toThrow(refusal('unequal-lengths'));
    expect(() => statistic([1, 0], [0.5, 0.25, 0.75])).toThrow(refusal('unequal-lengths'));
    expect(() => statistic([], [0.5])).toThrow(refusal('unequal-lengths'));
  });

  test('refuses NaN among the values and among the labels', () => {
    expect(() => statistic([1, 0], [0.5, Number.NaN])).toThrow(refusal('not-a-number'));
    expect(() => statistic([1, Number.NaN], [0.5, 0.25])).toThrow(refusal('not-a-number'));
  });

  test('refuses a label other than 0 and 1', () => {
    expect(() => statistic([1, 0, 2], [0.5, 0.25, 0.75])).toThrow(refusal('label-not-binary'));
    expect(() => statistic([1, 0, -1], [0.5, 0.25, 0.75])).toThrow(refusal('label-not-binary'));
  });
});

describe.each(ofRanks)('%s', (_, statistic) => {
  test('refuses goods alone and bads alone', () => {
    expect(() => statistic([0, 0], [0.5, 0.25])).toThrow(refusal('one-class-only'));
    expect(() => statistic([1, 1], [0.5, 0.25])).toThrow(refusal('one-class-only'));
  });

  test('takes logits as well as probabilities', () => {
    expect(() => statistic([1, 0], [3.5, -2])).not.toThrow();
  });
});

describe.each(ofProbabilities)('%s', (_, statistic) => {
  test('refuses what is no probability', () => {
    expect(() => statistic([1, 0], [0.5, 1.001])).toThrow(refusal('out-of-range'));
    expect(() => statistic([1, 0], [-0.001, 0.5])).toThrow(refusal('out-of-range'));
    expect(() => statistic([1, 0], [0.5, Number.POSITIVE_INFINITY])).toThrow(refusal('out-of-range'));
  });

  test('takes one class alone, and the probabilities 0 and 1', () => {
    expect(() => statistic([0, 0], [0, 1])).not.toThrow();
  });
});

describe('MetricInputError', () => {
  test('is an Error that names the position and never the value', () => {
    const refused = () => brier([1, 0], [0.5, 731.25]);
    expect(refused).toThrow(MetricInputError);
    expect(refused).toThrow(/index 1/);
    expect(refused).not.toThrow(/731/);
  });
});
