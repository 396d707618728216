import { forgetUnrecordedRun, readUnrecordedRuns } from '@bora/batch-store';
import type { Redis } from 'ioredis';

export interface RunKind<Run> {
  readonly name: 'simulations' | 'segmentations';
  /** `undefined`: Redis knows no such run. */
  read(id: string): Promise<Run | undefined>;
  /** Writes it into the record if it has ended, and then lets it expire. Whether it has. */
  record(run: Run): Promise<boolean>;
}

/**
 * Records the ended runs of a kind that are not in the record, once each, and looks at nothing else. Returns the ids of
 * those that were written. Throws where some could not be written, after the others were.
 */
export async function recordRuns<Run>(redis: Redis, { name, read, record }: RunKind<Run>): Promise<string[]> {
  const recorded: string[] = [];
  const failures: unknown[] = [];
  for (const { id, isNew } of await readUnrecordedRuns(redis, name)) {
    try {
      const run = await read(id);
      if (run) {
        if (await record(run)) recorded.push(id);
      } else if (!isNew) await forgetUnrecordedRun(redis, name, id);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return recorded;
}
