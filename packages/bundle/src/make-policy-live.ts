import { LivePolicyPointer, type Policy, type PolicyReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { jsonBytes } from './json-file.ts';
import { livePolicyKey } from './policy-key.ts';
import { readPolicy } from './read-policy.ts';

/**
 * Makes a version the live one of its policy and returns it; the version is read first.
 *
 * @throws PolicyNotFoundError, PolicyFormatError, and then the pointer is as it was.
 */
export async function makePolicyLive(
  store: ObjectStore,
  reference: PolicyReference,
  now: Date = new Date(),
): Promise<Policy> {
  const policy = await readPolicy(store, reference);
  const pointer = LivePolicyPointer.parse({
    name: policy.name,
    version: policy.version,
    madeLiveAt: now.toISOString(),
  });
  await store.put(livePolicyKey(policy.name), jsonBytes(pointer));
  return policy;
}
