import { createHash } from 'node:crypto';
import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';

/**
 * Says with which key the applicant data in this Redis is sealed; whoever comes with another key is turned away before
 * it seals or spoils anything, unless it knows that one as the key before its own. Only a fingerprint of the key is stored.
 * @throws PayloadKeyMismatchError
 */
export async function claimPayloadKey(redis: Redis, key: Uint8Array, previous?: Uint8Array): Promise<void> {
  const fingerprint = fingerprintOf(key);
  await redis.setnx(redisKeys.payloadKey, fingerprint);
  const claimed = await redis.get(redisKeys.payloadKey);
  if (claimed === fingerprint) return;
  if (!previous || claimed !== fingerprintOf(previous)) throw new PayloadKeyMismatchError();
  await redis.set(redisKeys.payloadKey, fingerprint);
}

/**
 * Looks alone: where a claim would be turned away, so is this. A Redis that nobody claimed says nothing.
 * @throws PayloadKeyMismatchError
 */
export async function checkPayloadKeyClaim(
  redis: Redis,
  key: Uint8Array,
  previous?: Uint8Array,
): Promise<void> {
  const claimed = await redis.get(redisKeys.payloadKey);
  if (claimed === null || claimed === fingerprintOf(key)) return;
  if (!previous || claimed !== fingerprintOf(previous)) throw new PayloadKeyMismatchError();
}

function fingerprintOf(key: Uint8Array): string {
  return createHash('sha256').update('bora payload key').update(key).digest('hex').slice(0, 16);
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
