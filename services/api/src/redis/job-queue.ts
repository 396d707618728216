import { type Operations, type QueueState, queuePrefix } from '@bora/contracts';
import { type JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { redisUnavailable } from '../errors.ts';

/** A queue that work is put into: at once, or not at all while Redis is away. */
export interface JobQueue<Payload> {
  /** Adding the same id again while the job is known changes nothing. */
  add(jobs: readonly { id: string; payload: Payload }[]): Promise<void>;
  state(): Promise<QueueState>;
  /** The last failed jobs, newest first. */
  failures(limit: number): Promise<Operations['failures']>;
  close(): Promise<void>;
}

interface QueueDeclaration {
  readonly name: string;
  readonly options: Readonly<JobsOptions>;
}

/** Larger calls of `addBulk` are slow and heavy. */
const jobsAtOnce = 500;

export function openJobQueue<Payload>(redis: Redis, declaration: QueueDeclaration): JobQueue<Payload> {
  let opened: Queue | undefined;

  /** BullMQ would wait for a Redis that is away, and keeps for ever a start that failed: so it starts when Redis is there. */
  async function queue(): Promise<Queue> {
    if (redis.status !== 'ready') throw redisUnavailable();
    if (!opened) {
      opened = new Queue(declaration.name, { connection: redis, prefix: queuePrefix });
      opened.on('error', () => {});
    }
    try {
      await opened.waitUntilReady();
    } catch (error) {
      opened = undefined;
      throw error;
    }
    return opened;
  }

  return {
    async add(jobs) {
      const target = await queue();
      const entries = jobs.map(({ id, payload }) => ({
        name: declaration.name,
        data: payload,
        opts: { ...declaration.options, jobId: id },
      }));
      for (let start = 0; start < entries.length; start += jobsAtOnce) {
        await target.addBulk(entries.slice(start, start + jobsAtOnce));
      }
    },
    async state() {
      const asked = await queue();
      const [counts, [oldest]] = await Promise.all([
        asked.getJobCounts('waiting', 'active', 'delayed', 'failed'),
        asked.getWaiting(0, 0),
      ]);
      const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
      const oldestWaitingAt = oldest ? new Date(oldest.timestamp).toISOString() : null;
      return { name: declaration.name, waiting, active, delayed, failed, oldestWaitingAt };
    },
    async failures(limit) {
      const jobs = await (await queue()).getFailed(0, limit - 1);
      return jobs.map(({ failedReason, finishedOn }) => ({
        queue: declaration.name,
        reason: failedReason ?? '',
        failedAt: finishedOn === undefined ? null : new Date(finishedOn).toISOString(),
      }));
    },
    async close() {
      await opened?.close();
    },
  };
}
