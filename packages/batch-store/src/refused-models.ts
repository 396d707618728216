import { type ModelReference, redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { runScript, script } from './run-script.ts';

const Refusal = z.strictObject({ code: z.string(), message: z.string(), atMs: z.int() });
export type Refusal = z.infer<typeof Refusal>;

/** What only a process that holds public keys finds, and asks for; one without them loads such a bundle. */
const signatureRefusals = ['bundle-unsigned', 'bundle-altered'];

/** Codes of refusals that do not matter to a process that asks for signatures, or does not. */
export const uncheckedRefusals = (asksForSignatures: boolean): readonly string[] =>
  asksForSignatures ? [] : signatureRefusals;

export const isSignatureRefusal = (code: string): boolean => signatureRefusals.includes(code);

const field = (model: ModelReference) => `${model.name}/${model.version}`;

// ARGV: the version, the new refusal or nothing, and the codes of refusals that are to stay.
const replaceScript = script(`
local known = redis.call('HGET', KEYS[1], ARGV[1])
local code = known and cjson.decode(known).code
for place = 3, #ARGV do
  if ARGV[place] == code then return 0 end
end
if ARGV[2] == '' then return redis.call('HDEL', KEYS[1], ARGV[1]) end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1`);

/**
 * A worker could not load this version: the api stops pinning it until it is promoted again.
 *
 * @param unchecked codes that the caller does not look for: one of them that is known stays.
 */
export async function refuseModel(
  redis: Redis,
  model: ModelReference,
  refusal: { code: string; message: string },
  unchecked: readonly string[] = [],
): Promise<void> {
  const text = JSON.stringify({ ...refusal, atMs: Date.now() });
  await runScript(redis, replaceScript, [redisKeys.refusedModels], [field(model), text, ...unchecked]);
}

/**
 * Forgets a refusal: the version loads, or was promoted anew.
 *
 * @param unchecked codes that the caller does not look for: a refusal with one of them stays.
 */
export async function clearRefusal(
  redis: Redis,
  model: ModelReference,
  unchecked: readonly string[] = [],
): Promise<void> {
  await runScript(redis, replaceScript, [redisKeys.refusedModels], [field(model), '', ...unchecked]);
}

/**
 * All versions that a worker could not load, with why.
 *
 * @param unchecked codes that the caller does not look for: a refusal with one of them is none to it.
 */
export async function listRefusals(
  redis: Redis,
  unchecked: readonly string[] = [],
): Promise<(ModelReference & Refusal)[]> {
  const refusals = Object.entries(await redis.hgetall(redisKeys.refusedModels)).map(([id, text]) => {
    const [name = '', version = ''] = id.split('/');
    return { name, version, ...Refusal.parse(JSON.parse(text)) };
  });
  return refusals.filter(({ code }) => !unchecked.includes(code));
}

/** @param unchecked codes that the caller does not look for: a refusal with one of them is none to it. */
export async function readRefusal(
  redis: Redis,
  model: ModelReference,
  unchecked: readonly string[] = [],
): Promise<Refusal | undefined> {
  const text = await redis.hget(redisKeys.refusedModels, field(model));
  if (text === null) return undefined;
  const refusal = Refusal.parse(JSON.parse(text));
  return unchecked.includes(refusal.code) ? undefined : refusal;
}
