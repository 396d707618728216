import { BundleNotFoundError, type ChampionGuard, type ListedBundle, listBundles } from '@bora/bundle';
import type { ModelReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { refusalOf } from './model-refusal.ts';
import type { ServedModel } from './served-model.ts';
import type { VerifiedModels } from './verified-models.ts';

export interface StandInSources {
  readonly store: ObjectStore;
  readonly verified: VerifiedModels;
  readonly guard?: ChampionGuard | undefined;
  isRefusedByWorker(model: ModelReference): Promise<boolean>;
}

/** Who serves in the place of a champion that is refused, where this process knows no good one from before. */
export function createStandIns({ store, verified, guard, isRefusedByWorker }: StandInSources) {
  async function good(model: ModelReference): Promise<ServedModel | null> {
    if (await isRefusedByWorker(model)) return null;
    try {
      return await verified.load(model);
    } catch (error) {
      if (!(refusalOf(error) || error instanceof BundleNotFoundError)) throw error;
      return null;
    }
  }

  /** Only a version that was promoted: an old one with a good signature may be left for a reason. */
  async function lastPromoted(name: string, { newest }: ChampionGuard): Promise<ServedModel | null> {
    const promotion = await newest(name);
    return promotion && good({ name, version: promotion.version });
  }

  /** The newest other version of the model that verifies and that no worker has refused. */
  async function newestGood({ name, version }: ModelReference): Promise<ServedModel | null> {
    for (const other of newestFirst(await listBundles(store, name))) {
      const found = other.version === version ? null : await good(other);
      if (found) return found;
    }
    return null;
  }

  /** @param pointer the champion that is refused, where the pointer could be read. */
  return async (name: string, pointer: ModelReference | null): Promise<ServedModel | null> => {
    if (guard) return lastPromoted(name, guard);
    return pointer && newestGood(pointer);
  };
}

function newestFirst(bundles: readonly ListedBundle[]): ModelReference[] {
  return bundles
    .filter(({ manifest }) => manifest !== null)
    .sort((left, right) => (left.manifest!.createdAt < right.manifest!.createdAt ? 1 : -1))
    .map(({ name, version }) => ({ name, version }));
}
