import { getPriority, setPriority } from 'node:os';

const lowestPriority = 19;

/**
 * Lets the calling thread step back behind the others of this process. Linux takes process 0 for the calling thread;
 * elsewhere this would slow the whole worker. Relative to what the process was started with, because nobody but root
 * may raise a priority.
 */
export function stepBack(niceness: number): void {
  if (process.platform !== 'linux') return;
  setPriority(0, Math.min(getPriority(0) + niceness, lowestPriority));
}
