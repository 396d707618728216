import { type ModelReference, redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';

const Refusal = z.strictObject({ code: z.string(), message: z.string(), atMs: z.int() });
export type Refusal = z.infer<typeof Refusal>;

const field = (model: ModelReference) => `${model.name}/${model.version}`;

/** A worker could not load this version: the api stops pinning it until it is promoted again. */
export async function refuseModel(
  redis: Redis,
  model: ModelReference,
  refusal: { code: string; message: string },
): Promise<void> {
  await redis.hset(redisKeys.refusedModels, field(model), JSON.stringify({ ...refusal, atMs: Date.now() }));
}

/** Forgets a refusal: the version loads, or was promoted anew. */
export async function clearRefusal(redis: Redis, model: ModelReference): Promise<void> {
  await redis.hdel(redisKeys.refusedModels, field(model));
}

/** All versions that a worker could not load, with why. */
export async function listRefusals(redis: Redis): Promise<(ModelReference & Refusal)[]> {
  const refusals = Object.entries(await redis.hgetall(redisKeys.refusedModels));
  return refusals.map(([id, text]) => {
    const [name = '', version = ''] = id.split('/');
    return { name, version, ...Refusal.parse(JSON.parse(text)) };
  });
}

export async function readRefusal(redis: Redis, model: ModelReference): Promise<Refusal | undefined> {
  const text = await redis.hget(redisKeys.refusedModels, field(model));
  return text === null ? undefined : Refusal.parse(JSON.parse(text));
}
