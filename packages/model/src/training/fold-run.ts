import { foldCount } from './fold-of-row.ts';

/** How visibly models are fitted that need no threads, a fold after the other. */
export interface FoldRun {
  /** Told before each fold how many of how many are done. */
  readonly onProgress?: ((done: number, count: number) => void) | undefined;
  /** Ends the run between two folds: it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Lets a signal arrive between two stretches of arithmetic, and tells how far they are. */
export async function beginFold(fold: number, { onProgress, signal }: FoldRun): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
  onProgress?.(fold, foldCount);
}
