// Loaded before the api (`--import`): at each SIGUSR2 it writes how late timers came since the one before.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const folder = process.env.BORA_EVENT_LOOP_FOLDER;
const resolutionMs = 10;
const nanoseconds = 1e6;

if (folder && isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  process.on('SIGUSR2', () => {
    /** @param {number} value */
    const late = (value) => Math.max(0, value / nanoseconds - resolutionMs);
    const measured = { p99Ms: late(delay.percentile(99)), maximumMs: late(delay.max), samples: delay.count };
    delay.reset();
    appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify(measured)}\n`);
  });
}
