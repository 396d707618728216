import { ModelName, PolicyName } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { BundleFormatError } from './bundle-error.ts';
import { championKey } from './bundle-key.ts';
import { readChampion } from './champion.ts';
import { PolicyFormatError } from './policy-error.ts';
import { livePolicyKey } from './policy-key.ts';
import { readLivePointer } from './read-policy.ts';

/** What is live of a model or a policy, and since when. */
export interface LivePointer {
  readonly name: string;
  readonly version: string;
  /** ISO 8601. */
  readonly movedAt: string;
}

/**
 * The champions of all models of a store, by their pointers; the versions themselves are not looked at. A pointer that
 * cannot be read is left out.
 */
export async function championPointers(store: ObjectStore): Promise<LivePointer[]> {
  return pointersOf(store, ModelName, championKey, async (name) => {
    const pointer = await readChampion(store, name);
    return pointer && { name, version: pointer.version, movedAt: pointer.promotedAt };
  });
}

/** The same of policies. */
export async function policyPointers(store: ObjectStore): Promise<LivePointer[]> {
  return pointersOf(store, PolicyName, livePolicyKey, async (name) => {
    const pointer = await readLivePointer(store, name);
    return pointer && { name, version: String(pointer.version), movedAt: pointer.madeLiveAt };
  });
}

async function pointersOf(
  store: ObjectStore,
  names: typeof ModelName | typeof PolicyName,
  keyOf: (name: string) => string,
  read: (name: string) => Promise<LivePointer | null>,
): Promise<LivePointer[]> {
  const found: string[] = [];
  for await (const { key } of store.list('')) {
    const name = names.safeParse(key.split('/')[0]);
    if (name.success && key === keyOf(name.data)) found.push(name.data);
  }
  const pointers: LivePointer[] = [];
  for (const name of found.sort()) {
    try {
      const pointer = await read(name);
      if (pointer) pointers.push(pointer);
    } catch (error) {
      if (!(error instanceof BundleFormatError || error instanceof PolicyFormatError)) throw error;
    }
  }
  return pointers;
}
