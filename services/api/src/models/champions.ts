import { BundleNotFoundError, type ChampionGuard, promotionOf, readGuardedChampion } from '@bora/bundle';
import type { ModelReference, ModelRefusal } from '@bora/contracts';
import { type ObjectStore, ObjectStoreUnavailableError } from '@bora/object-store';
import type { Logger } from 'pino';
import { ApiProblem } from '../errors.ts';
import { createRefreshedValues } from '../refreshed-value.ts';
import { refusalOf } from './model-refusal.ts';
import { modelId, type ServedModel } from './served-model.ts';
import { createStandIns } from './stand-ins.ts';
import type { VerifiedModels } from './verified-models.ts';
import type { ReadWorkerRefusal } from './worker-refusals.ts';

/** What is known of a model's live version. */
export interface Champion {
  /** The version that the pointer names, null where there is no readable pointer. */
  readonly pointer: ModelReference | null;
  /**
   * The version that new work gets: the champion, or while it is refused the last one that was good, or where this
   * process knows none the newest other one that is; where signatures are asked for the last one that was promoted.
   */
  readonly serving: ServedModel | null;
  /** Why `serving` is not what the pointer names. */
  readonly refusal: ModelRefusal | null;
  /** Versions that were good when they were served, the last one first. */
  readonly good: readonly ServedModel[];
}

export interface Champions {
  /** At most two seconds old. Rejects when Redis, or with nothing known yet the store, does not answer. */
  read(name: string): Promise<Champion>;
  /** The next `read` looks again: the pointer was moved here. */
  forget(name: string): void;
}

export interface ChampionSources {
  readonly store: ObjectStore;
  readonly refusedByWorker: ReadWorkerRefusal;
  readonly verified: VerifiedModels;
  readonly guard?: ChampionGuard | undefined;
  readonly log: Logger;
}

export function createChampions({
  store,
  refusedByWorker,
  verified,
  guard,
  log,
}: ChampionSources): Champions {
  const standIn = createStandIns({
    store,
    verified,
    guard,
    isRefusedByWorker: async (model) => (await refusedByWorker(model)) !== undefined,
  });

  async function fetch(name: string, before: Champion | undefined): Promise<Champion> {
    const found = await look(name, before);
    if (found.refusal && found.refusal.message !== before?.refusal?.message) {
      const serving = found.serving ? modelId(found.serving.reference) : null;
      log.error({ model: name, code: found.refusal.code, serving }, 'the champion is refused');
    }
    return found;
  }

  async function look(name: string, before: Champion | undefined): Promise<Champion> {
    const good = before?.good ?? [];
    let pointer: ModelReference | null = null;
    let refusal: ModelRefusal | undefined;
    try {
      const found = await readGuardedChampion(store, name, guard);
      if (!found) return { pointer, serving: null, refusal: null, good: [] };
      pointer = { name, version: found.version };
      refusal = await refusedByWorker(pointer);
      if (!refusal) {
        const serving = await verified.load(pointer);
        await guard?.accept(name, promotionOf(found));
        return { pointer, serving, refusal: null, good: withFirst(serving, good) };
      }
    } catch (error) {
      refusal = refusalOf(error) ?? missingVersion(error) ?? storeAway(error, good);
      if (!refusal) throw error;
    }
    const known = await firstUnrefused(good);
    const found = known ?? (await standIn(name, pointer));
    return {
      pointer: pointer ?? before?.pointer ?? null,
      serving: found,
      refusal,
      good: known || !found ? good : withFirst(found, good),
    };
  }

  /** A worker may find what is wrong with a version after the api has served it. */
  async function firstUnrefused(good: readonly ServedModel[]): Promise<ServedModel | null> {
    for (const model of good) if (!(await refusedByWorker(model.reference))) return model;
    return null;
  }

  const champions = createRefreshedValues(fetch);
  return { read: champions.get, forget: champions.forget };
}

const maximumGood = 3;

function withFirst(model: ServedModel, good: readonly ServedModel[]): ServedModel[] {
  const id = modelId(model.reference);
  return [model, ...good.filter(({ reference }) => modelId(reference) !== id)].slice(0, maximumGood);
}

function missingVersion(error: unknown): ModelRefusal | undefined {
  return error instanceof BundleNotFoundError ? { code: error.code, message: error.message } : undefined;
}

/** A store that is away for a while must not stop those who know what to serve. */
function storeAway(error: unknown, good: readonly ServedModel[]): ModelRefusal | undefined {
  if (!(error instanceof ObjectStoreUnavailableError) || good.length === 0) return undefined;
  return { code: error.code, message: error.message };
}

export function noChampion(name: string, champion: Champion): ApiProblem {
  const why = champion.refusal
    ? `The champion of ${name} is refused and no other version of it is good. ${champion.refusal.message}`
    : `No version of the model ${name} is live: promote one of its versions.`;
  return new ApiProblem('no-champion', why);
}
