import type { Logger } from 'pino';

/** Pieces of work that fail again and again by themselves: each is told once, and tried again ever more rarely. */
export interface FailingWork {
  /** Whether it did not fail, or long enough ago to be tried again. */
  isDue(id: string): boolean;
  /** All that failed. */
  ids(): string[];
  /** What is to be left alone for now. */
  resting(): string[];
  failed(id: string, error: unknown): void;
  /** It was done, or there is nothing of it any more. */
  forget(id: string): void;
  /** Forgets all but these: another process may have done the rest. */
  keepOnly(ids: Iterable<string>): void;
}

const firstPauseMs = 5_000;
const longestPauseMs = 600_000;

/**
 * Kept in memory: after a start all of it is tried, and told, once more.
 *
 * @param name of the id in the log line.
 */
export function createFailingWork(
  log: Pick<Logger, 'error'>,
  name: string,
  message: string,
  nowMs: () => number = Date.now,
): FailingWork {
  const failing = new Map<string, { pauseMs: number; dueMs: number }>();
  const isDue = (id: string) => (failing.get(id)?.dueMs ?? 0) <= nowMs();
  return {
    isDue,
    ids: () => [...failing.keys()],
    resting: () => [...failing.keys()].filter((id) => !isDue(id)),
    failed(id, error) {
      const before = failing.get(id);
      if (!before) log.error({ err: error, [name]: id }, message);
      const pauseMs = before ? Math.min(2 * before.pauseMs, longestPauseMs) : firstPauseMs;
      failing.set(id, { pauseMs, dueMs: nowMs() + pauseMs });
    },
    forget: (id) => void failing.delete(id),
    keepOnly(ids) {
      const kept = new Set(ids);
      for (const id of failing.keys()) if (!kept.has(id)) failing.delete(id);
    },
  };
}
