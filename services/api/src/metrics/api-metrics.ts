import { createJobCounters, createProcessRegistry } from '@bora/process-metrics';
import { Histogram, type Registry } from 'prom-client';
import { createPlatformGauges, type PlatformGauges } from './platform-gauges.ts';
import { createRedisGauges, type RedisGauges } from './redis-gauges.ts';

/** What an api process tells Prometheus. Its labels are routes, states and names of the catalogue, never an id. */
export interface ApiMetrics {
  readonly registry: Registry;
  /** An answer was sent. */
  onAnswer(answer: { method: string; route: string; status: number; seconds: number }): void;
  /** A job of the record was taken. */
  readonly onJobEnd: ReturnType<typeof createJobCounters>;
  readonly platform: PlatformGauges;
  readonly redis: RedisGauges;
}

/** Around the promises: 10 ms at the median, 50 ms and 150 ms for the 99th of a hundred. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createApiMetrics(): ApiMetrics {
  const registry = createProcessRegistry();
  const requests = new Histogram({
    name: 'bora_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets,
    registers: [registry],
  });
  return {
    registry,
    onAnswer: ({ seconds, ...labels }) => requests.observe(labels, seconds),
    onJobEnd: createJobCounters(registry),
    platform: createPlatformGauges(registry),
    redis: createRedisGauges(registry),
  };
}
