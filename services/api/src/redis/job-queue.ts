import { type Operations, type QueueState, queuePrefix } from '@bora/contracts';
import { type JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { ApiProblem, redisUnavailable } from '../errors.ts';

/** A queue that work is put into: at once, or not at all while Redis is away. */
export interface JobQueue<Payload> {
  /** Adding the same id again while the job is known changes nothing. */
  add(jobs: readonly { id: string; payload: Payload }[]): Promise<void>;
  /** Throws `queue-full` while more jobs wait for workers than may: to be asked before anything new is taken. */
  assertRoom(): Promise<void>;
  state(): Promise<QueueState>;
  /** The last failed jobs, newest first. */
  failures(limit: number): Promise<Operations['failures']>;
  close(): Promise<void>;
}

/** How many jobs may wait before nothing new is taken, and when to ask again. */
export interface QueueRoom {
  readonly waitingJobs: number;
  readonly retryAfterSeconds: number;
}

interface QueueDeclaration {
  readonly name: string;
  readonly options: Readonly<JobsOptions>;
}

/** Larger calls of `addBulk` are slow and heavy. */
const jobsAtOnce = 500;
/** Not every request asks Redis how much waits. */
const roomKnownMs = 250;

export function openJobQueue<Payload>(
  redis: Redis,
  declaration: QueueDeclaration,
  room?: QueueRoom,
): JobQueue<Payload> {
  let opened: Queue | undefined;
  let counted = { jobs: 0, atMs: Number.NEGATIVE_INFINITY };

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
    async assertRoom() {
      if (!room) return;
      if (performance.now() - counted.atMs > roomKnownMs) {
        const jobs = await (await queue()).getJobCountByTypes('waiting', 'delayed');
        counted = { jobs, atMs: performance.now() };
      }
      if (counted.jobs <= room.waitingJobs) return;
      const { retryAfterSeconds } = room;
      throw new ApiProblem(
        'queue-full',
        `More work waits than the workers can soon do: try again in ${retryAfterSeconds} seconds.`,
        { retryAfterSeconds },
      );
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
