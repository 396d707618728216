import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';

/**
 * The first write needs no memory: Redis lets the other one follow it even when it is full, so that what ends there can
 * free what it holds. No field has the empty name.
 */
const changeStateScript = `
local state = redis.call('HGET', KEYS[1], 'state')
local from = cjson.decode(ARGV[1])
for _, allowed in ipairs(from) do
  if state == allowed then
    redis.call('HDEL', KEYS[1], '')
    redis.call('HSET', KEYS[1], unpack(ARGV, 2))
    return 1
  end
end
return 0`;

/** Sets fields of a batch where it is in one of the states `from`, atomically. Says whether it was. */
export function changeState(
  redis: Redis,
  batchId: string,
  from: readonly string[],
  fields: Record<string, string | number>,
): Promise<boolean> {
  return changeStateOf(redis, redisKeys.batchMeta(batchId), from, fields);
}

/** The same for any hash that has a state. */
export async function changeStateOf(
  redis: Redis,
  key: string,
  from: readonly string[],
  fields: Record<string, string | number>,
): Promise<boolean> {
  const pairs = Object.entries(fields).flat();
  return (await redis.eval(changeStateScript, 1, key, JSON.stringify(from), ...pairs)) === 1;
}

/** Runs a pipeline; answers of its commands in order. Throws the first error of any of them. */
export async function executeAll(pipeline: {
  exec(): Promise<[Error | null, unknown][] | null>;
}): Promise<unknown[]> {
  return ((await pipeline.exec()) ?? []).map(([error, answer]) => {
    if (error) throw error;
    return answer;
  });
}
