import { clearRefusal, refuseModel } from '@bora/batch-store';
import { type ProfileRequirement, readChampion, readFiles, readManifest } from '@bora/bundle';
import type { ModelReference } from '@bora/contracts';
import { type ObjectStore, ObjectStoreUnavailableError } from '@bora/object-store';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { InferencePool } from '../inference/inference-pool.ts';
import { JobError } from '../jobs/job-error.ts';

/** Loads the model versions that jobs name, verified, and the champion before anybody asks for it. */
export interface ModelKeeper {
  /** The key by which threads know the version, loaded if need be. Rejects with `JobError`. */
  use(model: ModelReference): Promise<string>;
  /** Looks at the champion pointer and loads a new champion; a refused one leaves the loaded ones serving. */
  followChampion(): Promise<void>;
  loaded(): ModelReference[];
}

export interface ModelKeeperDependencies {
  readonly store: ObjectStore;
  readonly pool: Pick<InferencePool, 'loadModel' | 'unloadModel'>;
  readonly redis: Redis;
  readonly requirement: ProfileRequirement;
  readonly championOf: string;
  readonly log: Logger;
}

/** Versions kept in memory: the champion and those that running batches pinned before. */
const maximumLoaded = 4;

export const modelKey = (model: ModelReference) => `${model.name}/${model.version}`;

export function createModelKeeper(dependencies: ModelKeeperDependencies): ModelKeeper {
  const { store, pool, redis, requirement, log } = dependencies;
  /** In order of last use. */
  const models = new Map<string, { model: ModelReference; loading: Promise<void> }>();
  let champion: string | undefined;
  /** The last pointer that was followed, so that a refused champion is not tried again until it is promoted anew. */
  let followed: string | undefined;

  async function load(model: ModelReference): Promise<void> {
    const key = modelKey(model);
    try {
      const manifest = await readManifest(store, model);
      await pool.loadModel({ model: key, manifest, files: await readFiles(store, manifest), requirement });
    } catch (error) {
      throw await refusal(model, error);
    }
    await clearRefusal(redis, model);
    log.info({ model: key }, 'model loaded');
  }

  async function refusal(model: ModelReference, error: unknown): Promise<JobError> {
    if (error instanceof ObjectStoreUnavailableError)
      return new JobError('store-unavailable', error.message, 'wait');
    const { code, message } = named(error);
    if (code === 'inference-thread-died') return new JobError(code, message, 'attempt');
    log.error(
      { model: modelKey(model), code, reason: message },
      'model refused; the versions loaded before go on serving',
    );
    await refuseModel(redis, model, { code, message });
    return new JobError('model-refused', message, 'no');
  }

  function forgetOldest(): void {
    for (const key of models.keys()) {
      if (models.size <= maximumLoaded) return;
      if (key === champion) continue;
      models.delete(key);
      void pool.unloadModel(key);
    }
  }

  async function use(model: ModelReference): Promise<string> {
    const key = modelKey(model);
    const known = models.get(key) ?? { model, loading: load(model) };
    models.delete(key);
    models.set(key, known);
    try {
      await known.loading;
    } catch (error) {
      models.delete(key);
      throw error;
    }
    forgetOldest();
    return key;
  }

  return {
    use,
    async followChampion() {
      const pointer = await readChampion(store, dependencies.championOf);
      if (!pointer) return;
      const seen = `${modelKey(pointer)} ${pointer.promotedAt}`;
      if (seen === followed) return;
      try {
        champion = await use({ name: pointer.name, version: pointer.version });
      } catch (error) {
        if (error instanceof JobError && error.retry === 'no') followed = seen;
        throw error;
      }
      followed = seen;
    },
    loaded: () => [...models.values()].map((known) => known.model),
  };
}

function named(error: unknown): { code: string; message: string } {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return { code: error.code, message: error.message };
  }
  return { code: 'model-unloadable', message: 'The bundle could not be loaded.' };
}
