import { logGamma } from './log-gamma.ts';
import { MetricInputError } from './metric-input-error.ts';

/**
 * Fisher's exact test, one-sided: probability that a first sample holds at least as many of the hits as it does when
 * both samples come from one population and rows and hits are as they are. Small: the first sample has more of them
 * than chance gives. Source: Fisher (1935), "The Logic of Inductive Inference".
 *
 * @param firstHits, secondHits whole numbers, at most the rows of their sample.
 * @throws MetricInputError `out-of-range`
 */
export function fisherExactTail(
  firstHits: number,
  firstRows: number,
  secondHits: number,
  secondRows: number,
): number {
  for (const [hits, rows] of [
    [firstHits, firstRows],
    [secondHits, secondRows],
  ] as const) {
    if (!(Number.isInteger(hits) && Number.isInteger(rows) && hits >= 0 && hits <= rows)) {
      throw new MetricInputError(
        'out-of-range',
        'Hits and rows must be whole numbers, and hits at most rows.',
      );
    }
  }
  const hits = firstHits + secondHits;
  if (firstHits <= Math.max(0, hits - secondRows)) return 1;
  // Below the mean the other tail is the short one, whose first term does not underflow.
  if (firstHits < (firstRows * hits) / (firstRows + secondRows)) {
    return 1 - fisherExactTail(secondHits + 1, secondRows, firstHits - 1, firstRows);
  }
  let probability = Math.exp(
    logChoose(firstRows, firstHits) +
      logChoose(secondRows, secondHits) -
      logChoose(firstRows + secondRows, hits),
  );
  let tail = probability;
  for (let k = firstHits; k < Math.min(hits, firstRows) && probability > tail * 1e-16; k++) {
    probability *= ((firstRows - k) * (hits - k)) / ((k + 1) * (secondRows - hits + k + 1));
    tail += probability;
  }
  return Math.min(1, tail);
}

function logChoose(from: number, take: number): number {
  return logGamma(from + 1) - logGamma(take + 1) - logGamma(from - take + 1);
}
