export { JobError } from './job-error.ts';
export type { JobEnd, JobWatch } from './job-watch.ts';
export { createOutageLog, type OutageLog, redisOutage, troubleCode } from './outage-log.ts';
export { startQueueWork } from './queue-work.ts';
export { repeat } from './repeat.ts';
export { sweepFailed } from './sweep-failed.ts';
