import { setTimeout as pause } from 'node:timers/promises';
import { redisRefusal } from '@bora/batch-store';

const pauseMs = 500;

/** Does again what Redis refuses because it cannot serve (such as `OOM`, `MISCONF`), until it is served. Throws any other error. */
export async function untilServed<Result>(action: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!redisRefusal(error)) throw error;
      await pause(pauseMs);
    }
  }
}
