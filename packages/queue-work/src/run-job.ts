import { PayloadUnreadableError, redisRefusal } from '@bora/batch-store';
import { DelayedError, type Job, UnrecoverableError } from 'bullmq';
import type { z } from 'zod';
import { JobError } from './job-error.ts';
import { type JobWatch, requestOf } from './job-watch.ts';
import { untilServed } from './until-served.ts';

/** How long a job rests whose dependency is away. */
const waitMs = 2_000;

/**
 * Parses a job's payload again (it is JSON that yesterday's deploy may have written), handles it, and tells the
 * queue of a failure whether a retry helps, and the watch of its end. Failure reasons hold codes only, never a message.
 */
export async function runJob<Payload, Outcome extends string>(
  job: Job,
  token: string | undefined,
  queue: {
    readonly name: string;
    readonly payload: z.ZodType<Payload>;
    readonly result: z.ZodType<{ readonly outcome: Outcome }>;
  },
  handle: (payload: Payload) => Promise<Outcome>,
  watch: JobWatch,
): Promise<{ readonly outcome: Outcome }> {
  const startedAt = performance.now();
  const end = (outcome: string) => {
    const seconds = (performance.now() - startedAt) / 1000;
    const { id: jobId, attemptsStarted: attempt } = job;
    const durationMs = Math.round(seconds * 1000);
    watch.log.info({ queue: queue.name, jobId, ...requestOf(job.data), outcome, attempt, durationMs }, 'job');
    watch.onEnd?.({ queue: queue.name, outcome, seconds });
  };
  const parsed = queue.payload.safeParse(job.data);
  if (!parsed.success) {
    end('failed');
    throw new UnrecoverableError('payload-invalid');
  }
  try {
    const outcome = await handle(parsed.data);
    end(outcome);
    return { outcome };
  } catch (error) {
    if (waits(error)) {
      end('waits');
      // Kept until Redis takes it back, unless its lock ends and others take it over.
      await untilServed(() => job.moveToDelayed(Date.now() + waitMs, token));
      throw new DelayedError();
    }
    end('failed');
    const code = error instanceof JobError ? error.code : nameOf(error);
    if (error instanceof JobError && error.retry === 'no') throw new UnrecoverableError(code);
    throw new Error(code);
  }
}

/** What passes or another host may mend: a store that is away, a full Redis, rows that were sealed with another key. */
function waits(error: unknown): boolean {
  if (error instanceof JobError) return error.retry === 'wait';
  return error instanceof PayloadUnreadableError || redisRefusal(error) !== undefined;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown-error';
}
