import type { Logger } from 'pino';
import { z } from 'zod';
import type { OutageLog } from './outage-log.ts';

/** What became of one delivery of a job. */
export interface JobEnd {
  readonly queue: string;
  /** What the handler answered, `failed` where it threw, or `waits` where what it needs is away. */
  readonly outcome: string;
  readonly seconds: number;
}

/** Who is told of the end of every job, and of a Redis that cannot serve. */
export interface JobWatch {
  readonly log: Logger;
  readonly outage: OutageLog;
  readonly onEnd?: ((end: JobEnd) => void) | undefined;
}

const Asked = z.object({ requestId: z.uuid() });

/** The HTTP request that asked for a job, for log lines: nothing else of its data is read. */
export function requestOf(data: unknown): { requestId?: string } {
  const asked = Asked.safeParse(data);
  return asked.success ? { requestId: asked.data.requestId } : {};
}
