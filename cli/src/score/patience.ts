import { setTimeout as pause } from 'node:timers/promises';
import { ApiFailure, ConnectionFailure } from './api-failure.ts';

const firstWaitMs = 500;
const longestWaitMs = 10_000;

export interface Patience {
  /** How often to ask before the failure is thrown on. */
  readonly attempts: number;
  /** The api has answered before: when it refuses connections now, it is being restarted. */
  readonly wasThere: boolean;
}

/** Asks again while the api says that it will answer later, or the connection breaks. */
export async function withPatience<Result>(
  ask: () => Promise<Result>,
  { attempts, wasThere }: Patience,
  signal: AbortSignal,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const isKnown = wasThere || attempt > 1;
      if (attempt >= attempts || !isWorthAnotherTry(error, isKnown)) throw error;
      const askedFor = error instanceof ApiFailure ? error.retryAfterSeconds : undefined;
      const waitMs = askedFor === undefined ? firstWaitMs * 2 ** (attempt - 1) : askedFor * 1000;
      await pause(Math.min(waitMs, longestWaitMs), undefined, { signal });
    }
  }
}

function isWorthAnotherTry(error: unknown, isKnown: boolean): boolean {
  if (error instanceof ConnectionFailure) return isKnown || !error.isRefused;
  return error instanceof ApiFailure && error.isPassing;
}
