import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@bora/testing';
import { parse } from 'yaml';
import { z } from 'zod';

const Direct = z.record(z.string(), z.object({ version: z.string() })).default({});
const Transitive = z.record(z.string(), z.string()).default({});
const Lockfile = z.object({
  importers: z.record(z.string(), z.object({ dependencies: Direct, optionalDependencies: Direct })),
  packages: z.record(z.string(), z.object({ resolution: z.record(z.string(), z.unknown()) })),
  snapshots: z.record(z.string(), z.object({ dependencies: Transitive, optionalDependencies: Transitive })),
});

/** What `pnpm-lock.yaml` says is installed. */
export const lockfile = Lockfile.parse(parse(readFileSync(join(repositoryRoot, 'pnpm-lock.yaml'), 'utf8')));

/** All resolved versions, by name: `name@version` are the keys of the lock file's packages. */
export function resolvedVersions(): Map<string, string[]> {
  const versions = new Map<string, string[]>();
  for (const key of Object.keys(lockfile.packages)) {
    const { name, version } = parsed(key);
    versions.set(name, [...(versions.get(name) ?? []), version]);
  }
  return versions;
}

/** Members of the workspace that run in tests only. */
const testMembers = ['packages/testing', 'test', 'notebooks'];

/** `name@version` of everything that the production dependencies of the workspace lead to. */
export function productionKeys(): Set<string> {
  const seen = new Set<string>();
  const visit = (name: string, version: string): void => {
    const key = `${name}@${version}`;
    const snapshot = lockfile.snapshots[key];
    if (!snapshot || seen.has(key)) return;
    seen.add(key);
    const next = { ...snapshot.dependencies, ...snapshot.optionalDependencies };
    for (const [dependency, of] of Object.entries(next)) visit(dependency, of);
  };
  for (const [path, importer] of Object.entries(lockfile.importers)) {
    if (testMembers.includes(path)) continue;
    const direct = { ...importer.dependencies, ...importer.optionalDependencies };
    for (const [name, { version }] of Object.entries(direct)) visit(name, version);
  }
  return new Set([...seen].map((key) => `${parsed(key).name}@${parsed(key).version}`));
}

/** A key without the peers that it was resolved with. */
function parsed(key: string): { name: string; version: string } {
  const [bare] = key.split('(');
  const at = bare!.lastIndexOf('@');
  return { name: bare!.slice(0, at), version: bare!.slice(at + 1) };
}
