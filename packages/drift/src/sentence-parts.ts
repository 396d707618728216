import type { BinShares } from './paired-bins.ts';

const mostListed = 5;

/** `12.3 %` of a share; small ones keep a digit that says something. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return value < 0.01 ? '< 0.01 %' : `${value.toFixed(2)} %`;
  return `${value.toFixed(1)} %`;
}

/** `a (1.0 % → 2.0 %), b (…) and 3 more`. */
export function changes(bins: readonly BinShares[]): string {
  return listed(
    bins,
    ({ name, trainingShare, fileShare }) => `${name} (${percent(trainingShare)} → ${percent(fileShare)})`,
  );
}

/** `a (2.0 %), b (…) and 3 more`: shares of the file. */
export function shares(bins: readonly BinShares[]): string {
  return listed(bins, ({ name, fileShare }) => `${name} (${percent(fileShare)})`);
}

function listed(bins: readonly BinShares[], describe: (bin: BinShares) => string): string {
  const more = bins.length > mostListed ? ` and ${bins.length - mostListed} more` : '';
  return bins.slice(0, mostListed).map(describe).join(', ') + more;
}
