import { PayloadUnreadableError } from '@bora/batch-store';
import { DelayedError, type Job, UnrecoverableError } from 'bullmq';
import type { z } from 'zod';
import { JobError } from './job-error.ts';

/** How long a job rests whose dependency is away. */
const waitMs = 2_000;

/**
 * Parses a job's payload again (it is JSON that yesterday's deploy may have written), handles it, and tells the
 * queue of a failure whether a retry helps. Failure reasons hold codes only, never a message.
 */
export async function runJob<Payload, Result>(
  job: Job,
  token: string | undefined,
  queue: { readonly payload: z.ZodType<Payload>; readonly result: z.ZodType<Result> },
  handle: (payload: Payload) => Promise<Result>,
): Promise<Result> {
  const parsed = queue.payload.safeParse(job.data);
  if (!parsed.success) throw new UnrecoverableError('payload-invalid');
  try {
    return await handle(parsed.data);
  } catch (error) {
    if (waits(error)) {
      await job.moveToDelayed(Date.now() + waitMs, token);
      throw new DelayedError();
    }
    const code = error instanceof JobError ? error.code : nameOf(error);
    if (error instanceof JobError && error.retry === 'no') throw new UnrecoverableError(code);
    throw new Error(code);
  }
}

/** What another host may mend: a store that is away, or rows that were sealed with another key. */
function waits(error: unknown): boolean {
  return (error instanceof JobError && error.retry === 'wait') || error instanceof PayloadUnreadableError;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown-error';
}
