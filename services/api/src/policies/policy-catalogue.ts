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
import { type ObjectStore, ObjectStoreUnavailableError } from '@bora/object-store';
import { ApiProblem, storeDamaged } from '../errors.ts';
import { createRefreshedValues } from '../refreshed-value.ts';

/** Every call may throw `ApiProblem`. */
export interface PolicyCatalogue {
  /** The live version, at most two seconds old; while the store is away the last one that was known. */
  live(name: string): Promise<Policy>;
  read(reference: PolicyReference): Promise<Policy>;
  list(): Promise<ListedPolicy[]>;
  /** Stores the next version. */
  create(name: string, draft: PolicyDraft): Promise<Policy>;
  makeLive(reference: PolicyReference): Promise<LivePolicyPointer>;
}

const maximumKept = 256;

export function createPolicyCatalogue(store: ObjectStore): PolicyCatalogue {
  const versions = new Map<string, Policy>();
  /** What this process made live and has not read since: nothing from before it may stand in for it. */
  const madeLive = new Map<string, LivePolicyPointer>();
  const livePolicies = createRefreshedValues(async (name, before: Policy | undefined) => {
    const made = madeLive.get(name);
    try {
      const policy = keep(await readLivePolicy(store, name));
      if (madeLive.get(name) === made) madeLive.delete(name);
      return policy;
    } catch (error) {
      const isKnown = before && (madeLive.get(name) ?? before).version === before.version;
      if (isKnown && error instanceof ObjectStoreUnavailableError) return before;
      throw error;
    }
  });

  function keep(policy: Policy): Policy {
    if (versions.size >= maximumKept) versions.clear();
    versions.set(idOf(policy), policy);
    return policy;
  }

  const read = async (reference: PolicyReference) =>
    versions.get(idOf(reference)) ?? keep(await readPolicy(store, reference));

  return {
    live: (name) => livePolicies.get(name).catch(rethrowOfPointer),
    read: (reference) => read(reference).catch(rethrow),
    list: () => listPolicies(store).catch(rethrow),
    create: (name, draft) => createPolicy(store, name, draft).catch(rethrow),
    async makeLive(reference) {
      const now = new Date();
      const { name, version } = await makePolicyLive(store, reference, now).catch(rethrow);
      const pointer = { name, version, madeLiveAt: now.toISOString() };
      madeLive.set(name, pointer);
      livePolicies.forget(name);
      return pointer;
    },
  };
}

const idOf = ({ name, version }: PolicyReference) => `${name}/${version}`;

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
