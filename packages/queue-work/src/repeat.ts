import type { Logger } from 'pino';
import { createOutageLog } from './outage-log.ts';

/**
 * Runs a task again and again with a pause between the end of one run and the start of the next.
 * A failed run is logged by name and code, ever more rarely, and does not end the repetition. Stops at `stop()`, which waits for
 * a run that is under way.
 */
export function repeat(
  name: string,
  pauseMs: number,
  task: () => Promise<void>,
  log: Logger,
): { stop(): Promise<void> } {
  const failures = createOutageLog(log, { level: 'error', away: 'upkeep failed; trying again' });
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let run: Promise<void> = Promise.resolve();

  async function once(): Promise<void> {
    try {
      await task();
      failures.serves();
    } catch (error) {
      failures.trouble(error, { task: name });
    }
    if (!stopped) timer = setTimeout(start, pauseMs);
  }
  function start(): void {
    run = once();
  }
  start();

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await run;
    },
  };
}
