import type { Redis } from 'ioredis';

/** Epoch milliseconds by the clock of Redis: moments that hosts compare must come from one clock. */
export async function redisNowMs(redis: Redis): Promise<number> {
  const [seconds, microseconds] = await redis.time();
  return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
}
