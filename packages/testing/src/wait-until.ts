import { setTimeout as pause } from 'node:timers/promises';
import { patienceMs } from './patience.ts';

export interface WaitOptions {
  /** What is waited for, as the error will say it: "the batch to complete". */
  what: string;
  timeoutMs?: number;
  everyMs?: number;
}

/**
 * Asks until the answer is truthy, and returns that answer. Asks at least once; an error of the predicate ends
 * the waiting. Throws after `timeoutMs` (`patienceMs` unless told) with `what` in its message.
 */
export async function waitUntil<Answer>(
  predicate: () => Answer | Promise<Answer>,
  { what, timeoutMs = patienceMs, everyMs = 25 }: WaitOptions,
): Promise<Answer> {
  const giveUpAt = performance.now() + timeoutMs;
  for (;;) {
    const answer = await predicate();
    if (answer) return answer;
    if (performance.now() >= giveUpAt) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await pause(everyMs);
  }
}
