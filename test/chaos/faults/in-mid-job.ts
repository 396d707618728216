import { setTimeout as pause } from 'node:timers/promises';
import { queuePrefix, queues } from '@bora/contracts';
import type { Stage } from '../stage/stage.ts';

/** Each of the two workers takes at most two chunks at once: with three under way both hold one. */
const jobsOfBoth = 3;
/** There may be nothing left to do. */
const longestWaitMs = 2_000;

/** Waits for a moment at which every worker holds a chunk. */
export async function inMidJob({ direct }: Stage): Promise<void> {
  const giveUpAt = performance.now() + longestWaitMs;
  while (performance.now() < giveUpAt) {
    // Redis may be away, for another fault's sake.
    const active = direct.llen(`${queuePrefix}:${queues.chunks.name}:active`);
    if ((await Promise.race([active, pause(longestWaitMs, 0)])) >= jobsOfBoth) return;
    await pause(2);
  }
}
