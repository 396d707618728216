import type { Readiness } from '@bora/contracts';
import type { Progress } from '../terminal/progress.ts';
import type { ApiClient } from './api-client.ts';

/** Tells, once, why nothing is scored. */
export interface Standstill {
  /** How many rows are done now. Throws nothing but the signal's error. */
  see(done: number): Promise<void>;
}

const patienceMs = 10_000;

/** Asks the api what is missing when no row has been done for ten seconds. */
export function watchStandstill(api: ApiClient, progress: Progress, signal: AbortSignal): Standstill {
  let doneBefore = -1;
  let sinceMs = 0;
  let isTold = false;
  return {
    async see(done) {
      const nowMs = performance.now();
      if (done !== doneBefore) {
        doneBefore = done;
        sinceMs = nowMs;
      }
      if (isTold || nowMs - sinceMs < patienceMs) return;
      isTold = true;
      const readiness = await api.readiness(signal).catch((error: unknown) => {
        // Whoever follows the batch meets the same failure, and says it.
        if (signal.aborted) throw error;
      });
      if (readiness) progress.note(standstillText(readiness));
    },
  };
}

/** What an api that stands still says of itself. */
export function standstillText({ checks }: Readiness): string {
  const missing = Object.entries(checks).filter(([, { status }]) => status !== 'ok');
  if (missing.length === 0) {
    return 'No row was scored for 10 s, and nothing is missing: files that came before may be scored first. Waiting on.';
  }
  const lines = missing.map(([part, { status, message }]) => `  ${part}: ${message ?? status}`);
  return [
    'No row was scored for 10 s. What the platform lacks (/health/ready):',
    ...lines,
    'Waiting on.',
  ].join('\n');
}
