import { queuePrefix, queues } from '@bora/contracts';
import { type DefaultJobOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/** The queues of scoring, and that of the record, which a batch goes to when its last chunk is committed. */
export interface ScoringQueues {
  readonly chunks: Queue;
  readonly singles: Queue;
  readonly whatIfs: Queue;
  readonly records: Queue;
}

export function openScoringQueues(redis: Redis): ScoringQueues {
  const open = ({ name, options }: { readonly name: string; readonly options: DefaultJobOptions }) =>
    new Queue(name, { connection: redis, prefix: queuePrefix, defaultJobOptions: options }).on(
      'error',
      () => {},
    );
  return {
    chunks: open(queues.chunks),
    singles: open(queues.singles),
    whatIfs: open(queues.whatIfs),
    records: open(queues.records),
  };
}
