import { PolicyName } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { liveVersion } from './read-policy.ts';

export interface ListedPolicy {
  readonly name: string;
  /** Ascending. */
  readonly versions: readonly number[];
  /** The live version, `null` where none was made live. */
  readonly live: number | null;
}

/** All policies of a store, by name. Throws `PolicyFormatError` when a pointer cannot be read. */
export async function listPolicies(store: ObjectStore): Promise<ListedPolicy[]> {
  const policies: ListedPolicy[] = [];
  for (const [name, versions] of await storedVersions(store, '')) {
    policies.push({ name, versions, live: await liveVersion(store, name) });
  }
  return policies.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Versions that are stored, ascending, by policy; `prefix` of the keys to look at. */
export async function storedVersions(store: ObjectStore, prefix: string): Promise<Map<string, number[]>> {
  const versions = new Map<string, number[]>();
  for await (const { key } of store.list(prefix)) {
    const [, name, version] = key.match(/^([^/]+)\/([1-9]\d*)\.json$/) ?? [];
    if (!PolicyName.safeParse(name).success) continue;
    versions.set(
      name!,
      [...(versions.get(name!) ?? []), Number(version)].sort((a, b) => a - b),
    );
  }
  return versions;
}
