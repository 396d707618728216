export { createJobCounters } from './job-counters.ts';
export { carriesToken } from './metrics-token.ts';
export { createProcessRegistry } from './process-registry.ts';
