import type { DefaultJobOptions, Queue } from 'bullmq';

export interface LostJob<Payload> {
  readonly id: string;
  readonly payload: Payload;
}

const jobsAtOnce = 500;

/** Those of the jobs that the queue does not know. */
export async function jobsNotIn<Payload>(
  queue: Queue,
  jobs: readonly LostJob<Payload>[],
): Promise<LostJob<Payload>[]> {
  const states = await Promise.all(jobs.map(({ id }) => queue.getJobState(id)));
  return jobs.filter((_, index) => states[index] === 'unknown');
}

/** Adds jobs as their queue is declared, some hundred at a time. */
export async function enqueueAgain(
  queue: Queue,
  { name, options }: { readonly name: string; readonly options: DefaultJobOptions },
  jobs: readonly LostJob<unknown>[],
): Promise<void> {
  for (let from = 0; from < jobs.length; from += jobsAtOnce) {
    const some = jobs.slice(from, from + jobsAtOnce);
    await queue.addBulk(
      some.map(({ id, payload }) => ({ name, data: payload, opts: { ...options, jobId: id } })),
    );
  }
}
