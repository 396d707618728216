import { readRedisMemory } from '@bora/batch-store';
import type { Operations } from '@bora/contracts';
import { ApiProblem } from '../errors.ts';
import { checkReadiness } from '../health/readiness.ts';
import { readOperations } from '../operations/read-operations.ts';
import { isRedisFailure } from '../redis/is-redis-failure.ts';
import { createRefreshedValues } from '../refreshed-value.ts';
import type { ApiServices } from '../services.ts';

/** Everything that this process tells, as Prometheus reads it. What the platform shares is read at most once a second. */
export function createMetricsReader(services: ApiServices): () => Promise<string> {
  const { metrics, models, config } = services;

  async function showPlatform(): Promise<true> {
    const [{ checks }, operations, champion, redisMemory] = await Promise.all([
      checkReadiness(services),
      operationsIfThere(services),
      models.champion(config.MODEL_NAME).catch(() => undefined),
      readRedisMemory(services.redis).catch(() => undefined),
    ]);
    metrics.platform.show({ checks, operations, champion: champion?.serving?.reference });
    metrics.redis.show(redisMemory);
    return true;
  }

  const platform = createRefreshedValues(showPlatform);
  return async () => {
    await platform.get('platform');
    return metrics.registry.metrics();
  };
}

/** What cannot be read is absent from the answer; a Redis that is away is a figure of its own, and no news here. */
function operationsIfThere(services: ApiServices): Promise<Operations | undefined> {
  return readOperations(services).catch((error: unknown) => {
    const isAway = error instanceof ApiProblem || isRedisFailure(error);
    if (!isAway) services.log.error({ err: error }, 'the state of the queues cannot be read');
    return undefined;
  });
}
