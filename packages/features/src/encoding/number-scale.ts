import type { NumberScale } from '@bora/contracts';
import { largestMagnitude } from './column-scale.ts';

/** Bends a number; negative numbers mirror positive ones, NaN stays NaN, the result is never infinite. */
export function bend(value: number, scale: NumberScale): number {
  const magnitude = Math.min(Math.abs(value), largestMagnitude);
  return Math.sign(value) * bendPositive(magnitude, scale);
}

function bendPositive(magnitude: number, scale: NumberScale): number {
  switch (scale) {
    case 'identity':
      return magnitude;
    case 'log1p':
      return Math.log1p(magnitude);
    case 'sqrt':
      return Math.sqrt(magnitude);
  }
}
