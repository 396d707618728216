import { clearRefusal } from '@bora/batch-store';
import {
  BundleNotFoundError,
  type BundleRequirement,
  type ChampionGuard,
  listBundles,
  promoteChampion,
} from '@bora/bundle';
import type { ChampionPointer, ModelReference, ModelRefusal } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { ApiProblem } from '../errors.ts';
import { type Champion, createChampions, noChampion } from './champions.ts';
import { modelRefused, refusalOf } from './model-refusal.ts';
import { modelId, type ServedModel } from './served-model.ts';
import { createVerifiedModels } from './verified-models.ts';
import { createWorkerRefusals } from './worker-refusals.ts';

export interface ModelRegistrySources {
  /** The model that is meant where none is named: that it is missing is no fault of the client's. */
  readonly defaultName: string;
  readonly store: ObjectStore;
  readonly redis: Redis;
  readonly requirement: BundleRequirement;
  /** Where signatures are asked for: seals promotions and knows the newest. */
  readonly guard?: ChampionGuard | undefined;
  readonly log: Logger;
}

export interface ModelRegistry {
  /** The version for new work: the one named, or the champion. Throws `ApiProblem`. */
  pin(name: string, version: string | undefined): Promise<ServedModel>;
  champion(name: string): Promise<Champion>;
  /** Verifies every file, moves the pointer, and forgets an earlier refusal. Throws `ApiProblem`. */
  promote(model: ModelReference): Promise<ChampionPointer>;
  /** Why this version is not used, as far as is known. */
  refusal(model: ModelReference): Promise<ModelRefusal | undefined>;
  /** A version, verified. Throws `ApiProblem`. */
  load(model: ModelReference): Promise<ServedModel>;
}

export function createModelRegistry(sources: ModelRegistrySources): ModelRegistry {
  const { store, redis, requirement, guard, defaultName } = sources;
  const verified = createVerifiedModels(store, requirement);
  const refusedByWorker = createWorkerRefusals(redis, requirement.trusted !== undefined);
  const champions = createChampions({ ...sources, refusedByWorker, verified });

  async function load(model: ModelReference): Promise<ServedModel> {
    try {
      return await verified.load(model);
    } catch (error) {
      throw asProblem(model, error);
    }
  }

  async function pinChampion(name: string): Promise<ServedModel> {
    const champion = await champions.read(name);
    if (champion.serving) return champion.serving;
    const isUnknown =
      !champion.pointer && name !== defaultName && (await listBundles(store, name)).length === 0;
    if (isUnknown) {
      throw new ApiProblem('model-not-found', `There is no model ${name}: list the models to see which are.`);
    }
    throw noChampion(name, champion);
  }

  async function pinVersion(model: ModelReference): Promise<ServedModel> {
    const refusal = await refusedByWorker(model);
    if (refusal) throw modelRefused(model, refusal);
    return load(model);
  }

  return {
    load,
    champion: champions.read,
    pin(name, version) {
      return version === undefined ? pinChampion(name) : pinVersion({ name, version });
    },
    async promote(model) {
      verified.forget(model);
      const pointer = await promoteChampion(store, model, requirement, { guard }).catch((error: unknown) => {
        throw asProblem(model, error);
      });
      await clearRefusal(redis, model);
      champions.forget(model.name);
      return pointer;
    },
    refusal: refusedByWorker,
  };
}

function asProblem(model: ModelReference, error: unknown): unknown {
  if (error instanceof BundleNotFoundError) {
    return new ApiProblem('model-not-found', `There is no model version ${modelId(model)}.`);
  }
  const refusal = refusalOf(error);
  return refusal ? modelRefused(model, refusal) : error;
}
