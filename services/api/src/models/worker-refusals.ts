import { readRefusal, uncheckedRefusals } from '@bora/batch-store';
import type { ModelReference, ModelRefusal } from '@bora/contracts';
import type { Redis } from 'ioredis';

/** Why no worker loads a version; `undefined` where one does, as far as is known. */
export type ReadWorkerRefusal = (model: ModelReference) => Promise<ModelRefusal | undefined>;

/** @param asksForSignatures whether signatures are asked for here: what they were refused for in other days is over. */
export function createWorkerRefusals(redis: Redis, asksForSignatures: boolean): ReadWorkerRefusal {
  const unchecked = uncheckedRefusals(asksForSignatures);
  return async (model) => {
    const refused = await readRefusal(redis, model, unchecked);
    return refused && { code: refused.code, message: refused.message };
  };
}
