import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { runScript, script } from './run-script.ts';

const Promotion = z.strictObject({ version: z.string(), promotedAtMs: z.int() });
type Promotion = Readonly<z.infer<typeof Promotion>>;

const acceptScript = script(`
local known = redis.call('HGET', KEYS[1], ARGV[1])
if known and cjson.decode(known).promotedAtMs >= tonumber(ARGV[3]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1`);

/**
 * The newest promotion of every model that was followed or made. It stands here because whoever can write to the model store
 * must not be able to put an older champion back; it never expires.
 */
export function championRegister(redis: Redis) {
  return {
    async newest(name: string): Promise<Promotion | null> {
      const text = await redis.hget(redisKeys.champions, name);
      return text === null ? null : Promotion.parse(JSON.parse(text));
    },
    /** Remembers this promotion unless this one or a newer one is known. */
    async accept(name: string, { version, promotedAtMs }: Promotion): Promise<void> {
      const text = JSON.stringify({ version, promotedAtMs });
      await runScript(redis, acceptScript, [redisKeys.champions], [name, text, promotedAtMs]);
    },
  };
}
