import {
  createPolicy,
  type ListedPolicy,
  LivePolicyNotFoundError,
  listPolicies,
  makePolicyLive,
  type PolicyDraft,
  PolicyExistsError,
  PolicyFormatError,
  PolicyNotFoundError,
  readLivePolicy,
  readPolicy,
} from '@bora/bundle';
import type { LivePolicyPointer, Policy, PolicyReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { ApiProblem, storeDamaged } from '../errors.ts';
import { createRefreshedValues } from '../refreshed-value.ts';

/** Every call may throw `ApiProblem`. */
export interface PolicyCatalogue {
  /** The live version, at most two seconds old. */
  live(name: string): Promise<Policy>;
  read(reference: PolicyReference): Promise<Policy>;
  list(): Promise<ListedPolicy[]>;
  /** Stores the next version. */
  create(name: string, draft: PolicyDraft): Promise<Policy>;
  makeLive(reference: PolicyReference): Promise<LivePolicyPointer>;
}

const maximumKept = 256;

export function createPolicyCatalogue(store: ObjectStore): PolicyCatalogue {
  const livePolicies = createRefreshedValues((name) => readLivePolicy(store, name));
  const versions = new Map<string, Policy>();

  async function read(reference: PolicyReference): Promise<Policy> {
    const id = `${reference.name}/${reference.version}`;
    const policy = versions.get(id) ?? (await readPolicy(store, reference));
    if (versions.size >= maximumKept) versions.clear();
    versions.set(id, policy);
    return policy;
  }

  return {
    live: (name) => livePolicies.get(name).catch(rethrowOfPointer),
    read: (reference) => read(reference).catch(rethrow),
    list: () => listPolicies(store).catch(rethrow),
    create: (name, draft) => createPolicy(store, name, draft).catch(rethrow),
    async makeLive(reference) {
      const now = new Date();
      const { name, version } = await makePolicyLive(store, reference, now).catch(rethrow);
      livePolicies.forget(name);
      return { name, version, madeLiveAt: now.toISOString() };
    },
  };
}

/** That a pointer leads nowhere is no fault of whoever follows it. */
function rethrowOfPointer(error: unknown): never {
  if (error instanceof PolicyNotFoundError) throw storeDamaged(error);
  return rethrow(error);
}

function rethrow(error: unknown): never {
  if (error instanceof PolicyNotFoundError || error instanceof LivePolicyNotFoundError) {
    throw new ApiProblem('policy-not-found', error.message);
  }
  if (error instanceof PolicyExistsError) throw new ApiProblem('policy-exists', error.message);
  if (error instanceof PolicyFormatError) throw storeDamaged(error);
  throw error;
}
