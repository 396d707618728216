import type { Logger } from 'pino';

/**
 * Runs a task again and again with a pause between the end of one run and the start of the next.
 * A failed run is logged by name and code and does not end the repetition. Stops at `stop()`, which waits for
 * a run that is under way.
 */
export function repeat(
  name: string,
  pauseMs: number,
  task: () => Promise<void>,
  log: Logger,
): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let run: Promise<void> = Promise.resolve();

  async function once(): Promise<void> {
    try {
      await task();
    } catch (error) {
      log.error(
        { task: name, error: error instanceof Error ? error.name : 'unknown', ...codeOf(error) },
        'upkeep failed; trying again',
      );
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

function codeOf(error: unknown): { code?: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? { code: error.code }
    : {};
}
