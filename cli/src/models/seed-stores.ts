import { readShippedProfiles, type SeededBundles, seedBundles, seedPolicies } from '@bora/bundle';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import { inRepository } from '../repository.ts';

/** Brings the models and policies that ship into the stores, where they are absent. */
export async function seedStores(
  models: ObjectStore,
  policies: ObjectStore,
  modelsFolder = inRepository('models'),
): Promise<SeededBundles> {
  const shippedModels = openObjectStore(`file:${modelsFolder}`);
  const shippedPolicies = openObjectStore(`file:${inRepository('policies')}`);
  try {
    await seedPolicies(shippedPolicies, policies);
    return await seedBundles(shippedModels, models, { profiles: await readShippedProfiles() });
  } finally {
    await Promise.all([shippedModels.close(), shippedPolicies.close()]);
  }
}
