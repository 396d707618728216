import { readShippedProfiles, type SeededBundles, seedBundles, seedPolicies } from '@bora/bundle';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import { inRepository } from '../repository.ts';
import type { Signatures } from './signatures.ts';

/** Brings the models and policies that ship into the stores, where they are absent, and signs them where there is a key. */
export async function seedStores(
  models: ObjectStore,
  policies: ObjectStore,
  modelsFolder = inRepository('models'),
  { trusted, signer, guard }: Signatures = {},
): Promise<SeededBundles> {
  const shippedModels = openObjectStore(`file:${modelsFolder}`);
  const shippedPolicies = openObjectStore(`file:${inRepository('policies')}`);
  try {
    await seedPolicies(shippedPolicies, policies);
    const requirement = { profiles: await readShippedProfiles(), trusted };
    return await seedBundles(shippedModels, models, requirement, { signer, guard });
  } finally {
    await Promise.all([shippedModels.close(), shippedPolicies.close()]);
  }
}
