import type { ObjectStore } from '@bora/object-store';
import { putNewPolicy } from './create-policy.ts';
import { listPolicies } from './list-policies.ts';
import { makePolicyLive } from './make-policy-live.ts';
import { livePolicyKey } from './policy-key.ts';
import { readPolicy } from './read-policy.ts';

/**
 * Brings the policies that ship into a store: copies the versions that it lacks, and makes the shipped live version
 * live where no version is. What an operator stored or made live is never touched.
 *
 * @throws PolicyFormatError when a shipped policy is not sound.
 */
export async function seedPolicies(
  shipped: ObjectStore,
  store: ObjectStore,
  now: Date = new Date(),
): Promise<void> {
  for (const { name, versions, live } of await listPolicies(shipped)) {
    for (const version of versions) {
      await putNewPolicy(store, await readPolicy(shipped, { name, version }));
    }
    const isLiveMissing = live !== null && !(await store.exists(livePolicyKey(name)));
    if (isLiveMissing) await makePolicyLive(store, { name, version: live }, now);
  }
}
