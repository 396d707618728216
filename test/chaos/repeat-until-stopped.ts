import { setTimeout as pause } from 'node:timers/promises';

/** Does something again and again with a pause between; resolves the stop once the last round has ended. */
export function repeatUntilStopped(pauseMs: number, task: () => Promise<void>): () => Promise<void> {
  let stopped = false;
  async function run(): Promise<void> {
    while (!stopped) {
      await task();
      await pause(pauseMs);
    }
  }
  const running = run();
  // It is awaited by whoever stops it.
  running.catch(() => {});
  return async () => {
    stopped = true;
    await running;
  };
}
