import type { Variable } from '@bora/contracts';
import type { RandomStream } from './random-stream.ts';

/** A value as careless people and spreadsheets leave it: readable, unreadable or implausible. */
export function carelessValue(variable: Variable, value: string, random: RandomStream): string {
  const kind = Math.floor(random.uniform() * 3);
  if (kind === 0) return ` ${value} `;
  switch (variable.kind) {
    case 'number':
      return kind === 1 ? '#DIV/0!' : String((variable.max ?? 1000) * 10);
    case 'flag':
      return '?';
    default:
      return kind === 1 ? '#REF!' : `${value}?`;
  }
}
