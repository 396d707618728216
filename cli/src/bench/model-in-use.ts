import { readChampion, readLivePolicy } from '@bora/bundle';
import type { ModelReference, PolicyReference } from '@bora/contracts';
import { openObjectStore } from '@bora/object-store';
import { CliError } from '../terminal/cli-error.ts';
import type { Platform } from './platform.ts';
import { benchSchema } from './workload.ts';

/** The policy that the api takes where none is asked for. */
export const benchPolicy = 'default';

/** The versions that the platform scores with. */
export async function modelInUse({
  modelStore,
  policyStore,
}: Platform): Promise<{ model: ModelReference; policy: PolicyReference }> {
  const models = openObjectStore(modelStore);
  const policies = openObjectStore(policyStore);
  try {
    const champion = await readChampion(models, benchSchema);
    if (!champion) throw new CliError(`There is no champion of ${benchSchema} to measure with.`);
    const { name, version } = await readLivePolicy(policies, benchPolicy);
    return { model: { name: champion.name, version: champion.version }, policy: { name, version } };
  } finally {
    await Promise.all([models.close(), policies.close()]);
  }
}
