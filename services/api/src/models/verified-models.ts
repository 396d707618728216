import { type BundleRequirement, readBundle } from '@bora/bundle';
import type { ModelReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { refusalOf } from './model-refusal.ts';
import { modelId, type ServedModel, servedModel } from './served-model.ts';

/** A bundle that was refused is looked at again after this time, because it may have been repaired. */
const refusalMs = 10_000;
const maximumKept = 32;

interface Known {
  readonly loading: Promise<ServedModel>;
  /** Moment from which the bundle is read again. */
  expiresAtMs: number;
}

/** Model versions, each verified in full when it is first asked for. */
export interface VerifiedModels {
  /** Rejects with what `readBundle` throws. */
  load(model: ModelReference): Promise<ServedModel>;
  /** The next `load` verifies again. */
  forget(model: ModelReference): void;
}

export function createVerifiedModels(store: ObjectStore, requirement: BundleRequirement): VerifiedModels {
  const known = new Map<string, Known>();

  function read(model: ModelReference): Known {
    const entry: Known = {
      loading: readBundle(store, model, requirement).then(servedModel),
      expiresAtMs: Number.POSITIVE_INFINITY,
    };
    entry.loading.catch((error) => {
      entry.expiresAtMs = refusalOf(error) ? Date.now() + refusalMs : 0;
    });
    return entry;
  }

  return {
    load(model) {
      const id = modelId(model);
      const earlier = known.get(id);
      const entry = earlier && Date.now() < earlier.expiresAtMs ? earlier : read(model);
      known.delete(id);
      known.set(id, entry);
      const [oldest] = known.keys();
      if (known.size > maximumKept && oldest !== undefined) known.delete(oldest);
      return entry.loading;
    },
    forget(model) {
      known.delete(modelId(model));
    },
  };
}
