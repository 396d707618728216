import { createHash } from 'node:crypto';
import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';

/**
 * Says with which key the applicant data in this Redis is sealed; whoever comes with another key is turned away before
 * it seals or spoils anything. Only a fingerprint of the key is stored.
 * @throws PayloadKeyMismatchError
 */
export async function claimPayloadKey(redis: Redis, key: Uint8Array): Promise<void> {
  const fingerprint = createHash('sha256').update('bora payload key').update(key).digest('hex').slice(0, 16);
  await redis.setnx(redisKeys.payloadKey, fingerprint);
  if ((await redis.get(redisKeys.payloadKey)) !== fingerprint) throw new PayloadKeyMismatchError();
}

export class PayloadKeyMismatchError extends Error {
  readonly code = 'payload-key-mismatch';
  constructor() {
    super(
      'The data in this Redis is sealed with another PAYLOAD_KEY: give every api and worker the same one. ' +
        'To begin with a new key, delete the Redis key bora:payload-key when no batch is open.',
    );
    this.name = 'PayloadKeyMismatchError';
  }
}
