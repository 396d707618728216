import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A Lua script that Redis keeps: it is sent by its hash, and in full where Redis does not know it. */
export interface Script {
  readonly text: string;
  readonly sha1: string;
}

export function script(text: string): Script {
  return { text, sha1: createHash('sha1').update(text).digest('hex') };
}

/** Runs a script; bulk answers are bytes. */
export async function runScript(
  redis: Redis,
  { text, sha1 }: Script,
  keys: readonly string[],
  values: readonly (string | number | Buffer)[] = [],
): Promise<unknown> {
  try {
    return await redis.callBuffer('EVALSHA', sha1, keys.length, ...keys, ...values);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return redis.callBuffer('EVAL', text, keys.length, ...keys, ...values);
  }
}
