import type { Redis } from 'ioredis';

export interface RedisMemory {
  readonly usedBytes: number;
  /** `maxmemory`: writes are refused from there on; 0 where there is no limit. */
  readonly limitBytes: number;
}

/** What Redis says of its memory. */
export async function readRedisMemory(redis: Redis): Promise<RedisMemory> {
  const said = await redis.info('memory');
  const figure = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(said)?.[1] ?? 0);
  return { usedBytes: figure('used_memory'), limitBytes: figure('maxmemory') };
}
