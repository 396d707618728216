export { JobError } from './job-error.ts';
export type { JobEnd, JobWatch } from './job-watch.ts';
export { type QueueConsumer, startQueueConsumer } from './queue-consumer.ts';
export { startQueueWork } from './queue-work.ts';
export { repeat } from './repeat.ts';
export { runJob } from './run-job.ts';
export { sweepFailed } from './sweep-failed.ts';
export { createWatchdog } from './watchdog.ts';
