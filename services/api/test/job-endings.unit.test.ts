import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { createLogger } from '../src/logging/logger.ts';
import { createJobEndings } from '../src/redis/job-endings.ts';

test('closing ends every waiting at once, also one that begins afterwards', async () => {
  const redis = new Redis({ lazyConnect: true });
  const endings = createJobEndings(redis, 'singles', createLogger('silent'));
  const before = endings.next('before', 60_000);
  await endings.close();
  const began = performance.now();
  await Promise.all([before, endings.next('after', 60_000)]);
  expect(performance.now() - began).toBeLessThan(1_000);
  redis.disconnect();
});
