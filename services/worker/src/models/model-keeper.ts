import {
  type BundleRequirement,
  type ChampionGuard,
  promotionOf,
  readFiles,
  readManifest,
} from '@bora/bundle';
import type { ModelReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { JobError } from '@bora/queue-work';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { InferencePool } from '../inference/inference-pool.ts';
import { createModelRefusals } from './model-refusals.ts';
import { createPromotedPointer } from './promoted-pointer.ts';

/** Loads the model versions that jobs name, verified, and the champion before anybody asks for it. */
export interface ModelKeeper {
  /** The key by which threads know the version, loaded if need be. Rejects with `JobError`. */
  use(model: ModelReference): Promise<string>;
  /** The threads turned out not to hold the version: the next `use` loads it again. */
  forget(key: string): void;
  /** Looks at the champion pointer and loads a new champion; a refused one leaves the loaded ones serving. */
  followChampion(): Promise<void>;
  loaded(): ModelReference[];
}

export interface ModelKeeperDependencies {
  readonly store: ObjectStore;
  readonly pool: Pick<InferencePool, 'loadModel' | 'unloadModel'>;
  readonly redis: Redis;
  readonly requirement: BundleRequirement;
  readonly championOf: string;
  /** Where signatures are asked for: what the champion pointer is held against. */
  readonly guard?: ChampionGuard | undefined;
  readonly log: Logger;
}

/** A version that was refused is not read again for every chunk that names it. */
const rememberRefusalMs = 10_000;

/** Versions kept in memory: the champion and those that running batches pinned before. */
const maximumLoaded = 4;

export const modelKey = (model: ModelReference) => `${model.name}/${model.version}`;

export function createModelKeeper(dependencies: ModelKeeperDependencies): ModelKeeper {
  const { store, pool, redis, guard, championOf, log } = dependencies;
  const { trusted, ...requirement } = dependencies.requirement;
  const refusals = createModelRefusals(redis, trusted !== undefined, log);
  const promotedPointer = createPromotedPointer(store, championOf, guard, log);
  /** In order of last use. */
  const models = new Map<string, { model: ModelReference; loading: Promise<void>; isLoaded?: boolean }>();
  const refusedLately = new Map<string, { error: JobError; untilMs: number }>();
  let champion: string | undefined;
  /** The last pointer that was followed, so that a refused champion is not tried again until it is promoted anew. */
  let followed: string | undefined;

  async function load(model: ModelReference): Promise<void> {
    const key = modelKey(model);
    try {
      const manifest = await readManifest(store, model, trusted);
      await pool.loadModel({ model: key, manifest, files: await readFiles(store, manifest), requirement });
    } catch (error) {
      throw await refusals.afterFailure(model, error);
    }
    await refusals.afterLoading(model);
    log.info({ model: key }, 'model loaded');
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
    const refused = refusedLately.get(key);
    if (refused && Date.now() < refused.untilMs) throw refused.error;
    const known = models.get(key) ?? { model, loading: load(model) };
    models.delete(key);
    models.set(key, known);
    try {
      await known.loading;
      known.isLoaded = true;
    } catch (error) {
      if (models.get(key) === known) models.delete(key);
      if (error instanceof JobError && error.retry === 'no') {
        refusedLately.set(key, { error, untilMs: Date.now() + rememberRefusalMs });
      }
      throw error;
    }
    refusedLately.delete(key);
    forgetOldest();
    return key;
  }

  return {
    use,
    forget: (key) => void models.delete(key),
    async followChampion() {
      const pointer = await promotedPointer();
      if (!pointer) return;
      const seen = `${modelKey(pointer)} ${pointer.promotedAt}`;
      if (seen === followed) return;
      refusedLately.delete(modelKey(pointer));
      try {
        champion = await use({ name: pointer.name, version: pointer.version });
      } catch (error) {
        if (error instanceof JobError && error.retry === 'no') followed = seen;
        throw error;
      }
      followed = seen;
      await guard?.accept(championOf, promotionOf(pointer));
    },
    loaded: () => [...models.values()].filter(({ isLoaded }) => isLoaded).map(({ model }) => model),
  };
}
