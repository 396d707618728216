import {
  type BundleRequirement,
  listBundles,
  readBundle,
  readShippedProfiles,
  type TrustedKeys,
} from '@bora/bundle';
import type { ModelReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';

export interface VerifiedModel extends ModelReference {
  /** What is wrong with it; null where nothing is. */
  readonly problem: string | null;
}

/**
 * Verifies one model version, or all of a store: every file by its hash, the compliance profile that it was trained
 * under, where keys are given its signature, and that it scores the vectors stored in it as it did in training.
 *
 * @throws ObjectStoreUnavailableError when the store cannot be reached.
 */
export async function verifyModels(
  store: ObjectStore,
  only: ModelReference | undefined,
  trusted: TrustedKeys | undefined,
  onVerified: (done: number, total: number) => void,
): Promise<VerifiedModel[]> {
  const requirement = { profiles: await readShippedProfiles(), trusted };
  const models = only ? [only] : await listBundles(store);
  const verified: VerifiedModel[] = [];
  for (const { name, version } of models) {
    verified.push({ name, version, problem: await problemOf(store, { name, version }, requirement) });
    onVerified(verified.length, models.length);
  }
  return verified;
}

async function problemOf(
  store: ObjectStore,
  model: ModelReference,
  requirement: BundleRequirement,
): Promise<string | null> {
  // TensorFlow takes its time to load, which no other command on models should wait for.
  const { loadScorer, selectBackend } = await import('@bora/model');
  await selectBackend('auto');
  try {
    const scorer = await loadScorer(await readBundle(store, model, requirement));
    scorer.dispose();
    return null;
  } catch (error) {
    if (error instanceof Error && error.name !== 'ObjectStoreUnavailableError') return error.message;
    throw error;
  }
}
