import type { ModelReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { bundleKey, championKey, manifestFile } from './bundle-key.ts';
import { promoteChampion, readChampion } from './champion.ts';
import { copyBundle } from './copy-bundle.ts';
import { copyEvaluation } from './evaluation.ts';
import { listBundles } from './list-bundles.ts';
import type { ProfileRequirement } from './loaded-bundle.ts';

/** What `seedBundles` did. */
export interface SeededBundles {
  readonly copied: readonly ModelReference[];
  readonly promoted: readonly ModelReference[];
}

/**
 * Brings the bundles that ship into a store: copies the versions and evaluations that it lacks, and makes the shipped champion the
 * champion of a model that has none. What an operator stored or promoted is never touched.
 *
 * @throws what `readBundle` throws for a shipped bundle that is not sound.
 */
export async function seedBundles(
  shipped: ObjectStore,
  store: ObjectStore,
  requirement: ProfileRequirement,
  now: Date = new Date(),
): Promise<SeededBundles> {
  const copied: ModelReference[] = [];
  const promoted: ModelReference[] = [];
  const bundles = await listBundles(shipped);
  for (const { name, version } of bundles) {
    if (await store.exists(bundleKey({ name, version }, manifestFile))) {
      await copyEvaluation(shipped, store, { name, version });
      continue;
    }
    await copyBundle(shipped, store, { name, version }, requirement);
    copied.push({ name, version });
  }
  for (const name of new Set(bundles.map((bundle) => bundle.name))) {
    const champion = await readChampion(shipped, name);
    if (!champion || (await store.exists(championKey(name)))) continue;
    const { version } = champion;
    await promoteChampion(store, { name, version }, requirement, now);
    promoted.push({ name, version });
  }
  return { copied, promoted };
}
