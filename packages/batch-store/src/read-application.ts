import { Application, redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { type PayloadCipher, payloadContext } from './payload-cipher.ts';

/** The values that were submitted; `undefined` where the score is gone. */
export async function readApplication(
  redis: Redis,
  cipher: PayloadCipher,
  id: string,
): Promise<Application | undefined> {
  const sealed = await redis.hgetBuffer(redisKeys.score(id), 'payload');
  if (!sealed) return undefined;
  const plain = cipher.open(sealed, payloadContext.application(id));
  return Application.parse(JSON.parse(plain.toString()));
}
