import { Policy } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { withClaim } from './claim.ts';
import { jsonBytes } from './json-file.ts';
import { storedVersions } from './list-policies.ts';
import { PolicyExistsError } from './policy-error.ts';
import { policyClaims, policyKey } from './policy-key.ts';
import { sha256 } from './sha256.ts';

/** What an author of a policy decides; the rest is given by the store. */
export type PolicyDraft = Omit<Policy, 'name' | 'version' | 'createdAt'>;

/** Version numbers that are tried when others create at the same moment. */
const attempts = 8;

/**
 * Stores a draft as the next version of a policy, which is then not live yet. A version is never written twice:
 * calls on one store object take turns, and where another process is at the same number the one after it is tried.
 *
 * @throws PolicyExistsError when others took every number that was tried.
 */
export function createPolicy(
  store: ObjectStore,
  name: string,
  draft: PolicyDraft,
  now: Date = new Date(),
): Promise<Policy> {
  return inTurn(store, async () => {
    const versions = (await storedVersions(store, `${name}/`)).get(name) ?? [];
    const next = (versions.at(-1) ?? 0) + 1;
    for (let version = next; version < next + attempts; version++) {
      const policy = Policy.parse({ ...draft, name, version, createdAt: now.toISOString() });
      if (await putNewPolicy(store, policy)) return policy;
    }
    throw new PolicyExistsError(name, next);
  });
}

/** Puts a version unless there is one, or somebody else is putting another; tells whether it did. */
export async function putNewPolicy(store: ObjectStore, policy: Policy): Promise<boolean> {
  const key = policyKey(policy.name, policy.version);
  const bytes = jsonBytes(policy);
  let isNew = false;
  await withClaim(store, policyClaims(policy.name, policy.version), sha256(bytes), async () => {
    if (await store.exists(key)) return;
    await store.put(key, bytes);
    isNew = true;
  });
  return isNew;
}

const lastInTurn = new WeakMap<ObjectStore, Promise<unknown>>();

function inTurn<Result>(store: ObjectStore, task: () => Promise<Result>): Promise<Result> {
  const turn = (lastInTurn.get(store) ?? Promise.resolve()).then(task, task);
  lastInTurn.set(store, turn);
  return turn;
}
