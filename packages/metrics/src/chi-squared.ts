import { logGamma } from './log-gamma.ts';
import { MetricInputError } from './metric-input-error.ts';

const maximumTerms = 10_000;
const precision = 1e-15;
const tiny = 1e-300;

/**
 * Probability that a chi-squared variable exceeds `value`: Q(degrees / 2, value / 2), by the series below the mean
 * and Lentz's continued fraction above it. Source: Press et al. (2007), "Numerical Recipes", section 6.2.
 *
 * @param value ≥ 0.
 * @param degrees of freedom, > 0.
 * @throws MetricInputError `out-of-range`
 */
export function chiSquaredTail(value: number, degrees: number): number {
  if (!(degrees > 0 && value >= 0)) {
    throw new MetricInputError(
      'out-of-range',
      'Degrees of freedom must be above 0 and the value not below it.',
    );
  }
  if (value === 0) return 1;
  const shape = degrees / 2;
  const x = value / 2;
  const scale = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  return x < shape + 1 ? 1 - scale * lowerSeries(shape, x) : scale * upperFraction(shape, x);
}

/**
 * The value that a chi-squared variable exceeds with probability `tail`, the inverse of `chiSquaredTail`.
 *
 * @param tail in (0, 1).
 * @throws MetricInputError `out-of-range`
 */
export function chiSquaredCriticalValue(tail: number, degrees: number): number {
  if (!(tail > 0 && tail < 1)) {
    throw new MetricInputError('out-of-range', 'The probability must be above 0 and below 1.');
  }
  let low = 0;
  let high = degrees + 1;
  while (chiSquaredTail(high, degrees) > tail) high *= 2;
  for (let halving = 0; halving < 100 && high - low > precision * high; halving++) {
    const middle = (low + high) / 2;
    if (chiSquaredTail(middle, degrees) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; n < maximumTerms && term > sum * precision; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

function upperFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < maximumTerms; n++) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / notZero(a * d + b);
    c = notZero(b + a / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < precision) break;
  }
  return fraction;
}

function notZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
