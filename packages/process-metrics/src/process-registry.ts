import { collectDefaultMetrics, Registry } from 'prom-client';

/** Between two looks at the event loop: often enough for a pause of 100 ms, seldom enough to cost nothing. */
const eventLoopPrecisionMs = 20;

/**
 * What a process tells Prometheus, beginning with what every process does: memory, processor time, event loop delay,
 * garbage collection. One for each process; its gauges of the event loop begin anew whenever they are read.
 */
export function createProcessRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: eventLoopPrecisionMs });
  return registry;
}
