import { readRefusal } from '@bora/batch-store';
import { BundleNotFoundError, readChampion } from '@bora/bundle';
import type { ModelReference, ModelRefusal } from '@bora/contracts';
import { type ObjectStore, ObjectStoreUnavailableError } from '@bora/object-store';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { ApiProblem } from '../errors.ts';
import { createRefreshedValues } from '../refreshed-value.ts';
import { refusalOf } from './model-refusal.ts';
import { modelId, type ServedModel } from './served-model.ts';
import type { VerifiedModels } from './verified-models.ts';

/** What is known of a model's live version. */
export interface Champion {
  /** The version that the pointer names, null where there is no readable pointer. */
  readonly pointer: ModelReference | null;
  /** The version that new work gets: the champion, or while it is refused the last one that was good. */
  readonly serving: ServedModel | null;
  /** Why `serving` is not what the pointer names. */
  readonly refusal: ModelRefusal | null;
}

export interface Champions {
  /** At most two seconds old. Rejects when Redis, or with nothing known yet the store, does not answer. */
  read(name: string): Promise<Champion>;
  /** The next `read` looks again: the pointer was moved here. */
  forget(name: string): void;
}

export interface ChampionSources {
  readonly store: ObjectStore;
  readonly redis: Redis;
  readonly verified: VerifiedModels;
  readonly log: Logger;
}

export function createChampions({ store, redis, verified, log }: ChampionSources): Champions {
  async function fetch(name: string, before: Champion | undefined): Promise<Champion> {
    const found = await look(name, before);
    if (found.refusal && found.refusal.message !== before?.refusal?.message) {
      const serving = found.serving ? modelId(found.serving.reference) : null;
      log.error({ model: name, code: found.refusal.code, serving }, 'the champion is refused');
    }
    return found;
  }

  async function look(name: string, before: Champion | undefined): Promise<Champion> {
    const last = before ?? { pointer: null, serving: null, refusal: null };
    let pointer: ModelReference | null = null;
    try {
      const found = await readChampion(store, name);
      if (!found) return { pointer: null, serving: null, refusal: null };
      pointer = { name, version: found.version };
      const refusedByWorker = await readRefusal(redis, pointer);
      if (refusedByWorker) {
        const { code, message } = refusedByWorker;
        return { pointer, serving: otherThan(pointer, last.serving), refusal: { code, message } };
      }
      return { pointer, serving: await verified.load(pointer), refusal: null };
    } catch (error) {
      const refusal = refusalOf(error) ?? missingVersion(error) ?? storeAway(error, last);
      if (!refusal) throw error;
      return { pointer: pointer ?? last.pointer, serving: last.serving, refusal };
    }
  }

  const champions = createRefreshedValues(fetch);
  return { read: champions.get, forget: champions.forget };
}

/** A version that a worker refuses is not served, even if it was good before. */
function otherThan(refused: ModelReference, serving: ServedModel | null): ServedModel | null {
  return serving && modelId(serving.reference) !== modelId(refused) ? serving : null;
}

function missingVersion(error: unknown): ModelRefusal | undefined {
  return error instanceof BundleNotFoundError ? { code: error.code, message: error.message } : undefined;
}

/** A store that is away for a while must not stop those who know what to serve. */
function storeAway(error: unknown, last: Champion): ModelRefusal | undefined {
  if (!(error instanceof ObjectStoreUnavailableError) || !last.serving) return undefined;
  return { code: error.code, message: error.message };
}

export function noChampion(name: string, champion: Champion): ApiProblem {
  const why = champion.refusal
    ? `The champion of ${name} is refused and none was good before. ${champion.refusal.message}`
    : `No version of the model ${name} is live: promote one of its versions.`;
  return new ApiProblem('no-champion', why);
}
