import type { Logger } from 'pino';

/**
 * Runs a task again and again with a pause between the end of one run and the start of the next.
 * A failed run does not end the repetition. It is logged by name and code: the first, and of those that follow with the same
 * code the second, fourth, eighth and so on, so that what is away for a day drowns nothing. Stops at `stop()`, which waits for
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

  const failures = countFailures();

  async function once(): Promise<void> {
    try {
      await task();
      const before = failures.end();
      if (before > 0) log.info({ task: name, failures: before }, 'upkeep works again');
    } catch (error) {
      const failed = { error: error instanceof Error ? error.name : 'unknown', ...codeOf(error) };
      const count = failures.add(JSON.stringify(failed));
      if (isPowerOfTwo(count))
        log.error({ task: name, ...failed, failures: count }, 'upkeep failed; trying again');
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

/** Counts those of one kind that follow each other. */
function countFailures() {
  let kind: string | undefined;
  let count = 0;
  return {
    add(now: string): number {
      count = now === kind ? count + 1 : 1;
      kind = now;
      return count;
    },
    end(): number {
      const before = count;
      count = 0;
      kind = undefined;
      return before;
    },
  };
}

const isPowerOfTwo = (count: number) => Number.isInteger(Math.log2(count));

function codeOf(error: unknown): { code?: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? { code: error.code }
    : {};
}
