import type { Distribution } from '@bora/contracts';
import type { PresentValue } from './reachable-values.ts';

/**
 * How large a change is: of a number, the distance over the width of the middle 80 % of training (over the whole
 * range where those are all equal); of a code, and of a value that was missing, 1.
 * Source: the distance of J. C. Gower, Biometrics 27 (1971), with deciles in place of the extremes.
 */
export function changeSize(trained: Distribution, from: PresentValue, to: string | number): number {
  if (trained.kind !== 'number' || typeof to !== 'number' || Number.isNaN(from.number)) return 1;
  const width = widthOf(trained.edges) || (trained.maximum ?? 0) - (trained.minimum ?? 0);
  return width > 0 ? Math.abs(to - from.number) / width : 1;
}

function widthOf(edges: readonly number[]): number {
  return (edges.at(-1) ?? 0) - (edges[0] ?? 0);
}
