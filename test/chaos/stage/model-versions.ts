import { join } from 'node:path';
import { readBundle, readChampion, requirementOf, writeBundle } from '@bora/bundle';
import type { ModelReference } from '@bora/contracts';
import { openObjectStore } from '@bora/object-store';
import { repositoryRoot } from '@bora/testing';
import { seedStores } from '../../../cli/src/models/seed-stores.ts';
import { openStore, type Stores } from './stores.ts';

/** Under which the platform of a run serves. */
export const servingProfile = 'br';
const servedName = 'pakdd2010';
/** A model that gives other scores and may be served as well. */
const otherName = 'pakdd2010-us-ecoa';

/** Fills the stores with what ships, and stores another model as a second version of the one that is served. */
export async function storeVersions(stores: Stores): Promise<ModelReference[]> {
  const models = openStore(stores, stores.models);
  const policies = openStore(stores, stores.policies);
  const shipped = openObjectStore(`file:${join(repositoryRoot, 'models')}`);
  try {
    await seedStores(models, policies);
    const [first, other] = await Promise.all([
      readChampion(shipped, servedName),
      readChampion(shipped, otherName),
    ]);
    if (!first || !other) throw new Error(`models/ holds no champion of ${servedName} and ${otherName}`);
    const requirement = await requirementOf(servingProfile);
    const { manifest, file } = await readBundle(shipped, other, requirement);
    const { files, ...description } = manifest;
    const contents = Object.fromEntries(Object.keys(files).map((name) => [name, file(name)]));
    const second = { name: servedName, version: other.version };
    await writeBundle(models, { ...description, ...second }, contents, requirement);
    return [{ name: servedName, version: first.version }, second];
  } finally {
    await Promise.all([models.close(), policies.close(), shipped.close()]);
  }
}
