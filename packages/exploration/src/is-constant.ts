import type { VariableScan } from './file-scan.ts';

/** Whether a variable is the same in every row: one value and none missing, or none at all. */
export function isConstant(scan: VariableScan): boolean {
  if (scan.kind === 'number') {
    const { known, missing, minimum, maximum } = scan.numbers;
    return known === 0 || (missing === 0 && minimum === maximum);
  }
  const { counts, missing } = scan.levels;
  return counts.size === 0 || (missing === 0 && counts.size === 1);
}
