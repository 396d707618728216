import { LivePolicyPointer, Policy, type PolicyReference } from '@bora/contracts';
import { ObjectDamagedError, ObjectNotFoundError, type ObjectStore } from '@bora/object-store';
import type { z } from 'zod';
import { parseJson } from './json-file.ts';
import { LivePolicyNotFoundError, PolicyFormatError, PolicyNotFoundError } from './policy-error.ts';
import { livePolicyKey, policyKey } from './policy-key.ts';

/**
 * A version of a policy.
 *
 * @throws PolicyNotFoundError, PolicyFormatError.
 */
export async function readPolicy(store: ObjectStore, { name, version }: PolicyReference): Promise<Policy> {
  const key = policyKey(name, version);
  const policy = await readDocument(store, key, Policy, 'it is damaged');
  if (!policy) throw new PolicyNotFoundError(name, version);
  if (policy.name !== name || policy.version !== version) {
    throw new PolicyFormatError(key, `it holds ${policy.name}/${policy.version}`);
  }
  return policy;
}

/**
 * The live version of a policy.
 *
 * @throws LivePolicyNotFoundError when there is no pointer, PolicyNotFoundError when its version is missing,
 * PolicyFormatError when either cannot be read.
 */
export async function readLivePolicy(store: ObjectStore, name: string): Promise<Policy> {
  const version = await liveVersion(store, name);
  if (version === null) throw new LivePolicyNotFoundError(name);
  return readPolicy(store, { name, version });
}

/** Version that the pointer of a policy names, `null` without a pointer; the version itself is not looked at. */
export async function liveVersion(store: ObjectStore, name: string): Promise<number | null> {
  return (await readLivePointer(store, name))?.version ?? null;
}

/** The pointer of a policy, `null` without one. Throws `PolicyFormatError`. */
export async function readLivePointer(store: ObjectStore, name: string): Promise<LivePolicyPointer | null> {
  const key = livePolicyKey(name);
  const damage = 'it is damaged, make a version live again';
  const pointer = await readDocument(store, key, LivePolicyPointer, damage);
  if (pointer && pointer.name !== name) throw new PolicyFormatError(key, `it points to ${pointer.name}`);
  return pointer;
}

async function readDocument<Output>(
  store: ObjectStore,
  key: string,
  type: z.ZodType<Output>,
  damage: string,
): Promise<Output | null> {
  let bytes: Uint8Array;
  try {
    bytes = await store.get(key);
  } catch (error) {
    if (error instanceof ObjectNotFoundError) return null;
    if (error instanceof ObjectDamagedError) throw new PolicyFormatError(key, damage, { cause: error });
    throw error;
  }
  return parseJson(bytes, type, (problem) => new PolicyFormatError(key, problem));
}
