import { PolicyNotFoundError, readPolicy } from '@bora/bundle';
import type { Policy, PolicyReference } from '@bora/contracts';
import { type ObjectStore, ObjectStoreUnavailableError } from '@bora/object-store';
import { JobError } from '@bora/queue-work';

/** Reads policy versions, which never change, once each. Rejects with `JobError`. */
export function createPolicyKeeper(store: ObjectStore): (policy: PolicyReference) => Promise<Policy> {
  const policies = new Map<string, Policy>();
  return async (reference) => {
    const key = `${reference.name}/${reference.version}`;
    const known = policies.get(key);
    if (known) return known;
    try {
      const policy = await readPolicy(store, reference);
      policies.set(key, policy);
      return policy;
    } catch (error) {
      if (error instanceof ObjectStoreUnavailableError)
        throw new JobError('store-unavailable', error.message, 'wait');
      if (error instanceof PolicyNotFoundError) throw new JobError('policy-not-found', error.message, 'no');
      throw error;
    }
  };
}
