import { setTimeout as pause } from 'node:timers/promises';
import { silentAfterMs } from './idempotency-store.ts';

const everyMs = 500;

/**
 * Tries a task that has just failed again in the background, until it succeeds or nobody needs it any more: what holds
 * a key and is silent for so long holds it no longer.
 */
export function soon(task: () => Promise<void>): void {
  void tryAgain(task, Date.now() + silentAfterMs);
}

async function tryAgain(task: () => Promise<void>, giveUpAtMs: number): Promise<void> {
  let isDone = false;
  while (!isDone && Date.now() < giveUpAtMs) {
    await pause(everyMs, undefined, { ref: false });
    isDone = await task().then(
      () => true,
      () => false,
    );
  }
}
