import { formatCount } from '../terminal/figures.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Platform } from './platform.ts';

/** What a run measures with. */
export interface Bench {
  readonly terminal: Terminal;
  readonly platform: Platform;
  readonly rounds: number;
}

/** Rows of one chunk, on every side; the api's own default. */
export const chunkRows = 2_000;

/** `12,345 rows/s`. */
export function rateText(rowsPerSecond: number): string {
  return `${formatCount(rowsPerSecond)} rows/s`;
}
