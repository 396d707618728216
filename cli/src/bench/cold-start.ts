import { setTimeout as pause } from 'node:timers/promises';
import type { Platform } from './platform.ts';
import type { Services } from './services.ts';
import { openSingleClient } from './single-latency.ts';

const askEveryMs = 20;
const giveUpAfterMs = 60_000;

/** (e) Seconds from starting api and worker to the first score of an application; Redis is up and the stores are seeded. */
export async function measureColdStart(
  platform: Platform,
  application: string,
  signal: AbortSignal,
): Promise<number> {
  const startedAtMs = performance.now();
  const services = await platform.startServices();
  try {
    await Promise.race([firstScore(services, application, signal), services.failure]);
    return (performance.now() - startedAtMs) / 1000;
  } finally {
    await services.stop();
  }
}

async function firstScore(services: Services, application: string, signal: AbortSignal): Promise<void> {
  const client = openSingleClient(services, signal);
  const giveUpAtMs = performance.now() + giveUpAfterMs;
  try {
    for (;;) {
      try {
        await client.score(application);
        return;
      } catch (error) {
        // Refused or answered with 503: not up yet.
        if (signal.aborted || performance.now() > giveUpAtMs) throw error;
      }
      await pause(askEveryMs, undefined, { signal });
    }
  } finally {
    client.close();
  }
}
