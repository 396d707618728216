import { z } from 'zod';

/** `degraded`: work goes on, but an operator should look. */
export const HealthCheck = z.strictObject({
  status: z.enum(['ok', 'degraded', 'failed']),
  message: z.string().nullable(),
});
export type HealthCheck = z.infer<typeof HealthCheck>;

export const Readiness = z.strictObject({
  ready: z.boolean(),
  checks: z.strictObject({
    redis: HealthCheck,
    database: HealthCheck,
    objectStore: HealthCheck,
    champion: HealthCheck,
    workers: HealthCheck,
  }),
});
export type Readiness = z.infer<typeof Readiness>;

export const Liveness = z.strictObject({ status: z.literal('live') });
