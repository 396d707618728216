import { randomUUID } from 'node:crypto';
import { removeWorker, reportWorker, type WorkerReport } from '@bora/batch-store';
import type { Redis } from 'ioredis';

/** Tells the api that this worker is there, and what it holds. */
export interface Presence {
  report(): Promise<void>;
  leave(): Promise<void>;
}

export function createPresence(
  redis: Redis,
  { models, ...fixed }: Pick<WorkerReport, 'backend' | 'threads'> & { models(): WorkerReport['models'] },
): Presence {
  const [id, startedAt] = [randomUUID(), new Date().toISOString()];
  return {
    report: () => reportWorker(redis, { id, startedAt, ...fixed, models: models() }),
    leave: () => removeWorker(redis, id),
  };
}
