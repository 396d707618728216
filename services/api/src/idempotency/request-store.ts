import type { PayloadCipher } from '@bora/batch-store';
import type { FastifyRequest } from 'fastify';
import type { Redis } from 'ioredis';
import { ownerOf } from '../owner.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import { type IdempotencyStore, idempotencyStore } from './idempotency-store.ts';

/** What is known of the request's `Idempotency-Key`; `undefined` where it has none. Throws `ApiProblem`. */
export function requestStore(
  request: FastifyRequest,
  { redis, cipher }: { redis: Redis; cipher: PayloadCipher },
): IdempotencyStore | undefined {
  const key = readIdempotencyKey(request.headers['idempotency-key']);
  return key === undefined ? undefined : idempotencyStore(redis, cipher, ownerOf(request), key);
}
