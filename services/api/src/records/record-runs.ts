import { forgetUnrecordedRun, readUnrecordedRuns } from '@bora/batch-store';
import type { Redis } from 'ioredis';
import type { FailingWork } from './failing-work.ts';
import { isAway } from './passing-failure.ts';

/** How the runs of a kind are read from Redis, and written into the record. */
export interface RunSource<Run> {
  readonly name: 'simulations' | 'segmentations';
  /** `undefined`: Redis knows no such run. */
  read(id: string): Promise<Run | undefined>;
  /** Writes it into the record if it has ended, and then lets it expire. Whether it has. */
  record(run: Run): Promise<boolean>;
}

/**
 * Records the ended runs of a kind that are not in the record, once each, and looks at nothing else. Returns the ids of
 * those that were written. One that cannot be written keeps no other from the record and goes on waiting. Throws where
 * the database or Redis is away.
 */
export async function recordRuns<Run>(
  redis: Redis,
  { name, read, record }: RunSource<Run>,
  failing: FailingWork,
): Promise<string[]> {
  const recorded: string[] = [];
  const listed = await readUnrecordedRuns(redis, name);
  failing.keepOnly(listed.map(({ id }) => id));
  for (const { id, isNew } of listed) {
    if (!failing.isDue(id)) continue;
    try {
      const run = await read(id);
      if (run) {
        if (await record(run)) recorded.push(id);
      } else if (!isNew) await forgetUnrecordedRun(redis, name, id);
      failing.forget(id);
    } catch (error) {
      if (isAway(error)) throw error;
      failing.failed(id, error);
    }
  }
  return recorded;
}
