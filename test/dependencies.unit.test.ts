import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@bora/testing';
import { satisfies, validRange } from 'semver';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { lockfile, productionKeys, resolvedVersions } from './src/lockfile.ts';

const advisory = z.string().regex(/^(CVE-\d{4}-\d{4,}|GHSA(-[0-9a-z]{4}){3})$/);
const Floors = z.array(
  z.strictObject({
    package: z.string(),
    /** Versions that none of the advisories is about. */
    safe: z.string().refine((range) => validRange(range) !== null),
    advisories: z.array(advisory).min(1),
    why: z.string().min(10),
  }),
);
const Accepted = z.array(
  z.strictObject({ package: z.string(), advisories: z.array(advisory).min(1), because: z.string().min(20) }),
);
const Workspace = z.object({ allowBuilds: z.record(z.string(), z.boolean()) });

const text = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');
const floors = Floors.parse(JSON.parse(text('test/dependency-floors.json')));
const accepted = Accepted.parse(JSON.parse(text('test/accepted-advisories.json')));
const { allowBuilds } = Workspace.parse(parse(text('pnpm-workspace.yaml')));

const resolved = resolvedVersions();

describe('no resolved version is one that a published advisory is about', () => {
  test.each(floors)('$package $safe ($advisories)', ({ package: name, safe }) => {
    const versions = resolved.get(name) ?? [];
    expect(versions, `${name} is not used any more: remove it from the table`).not.toEqual([]);
    expect(versions.filter((version) => !satisfies(version, safe))).toEqual([]);
  });
});

test('what is accepted in spite of an advisory is still used, and is in no production dependency', () => {
  const production = new Set([...productionKeys()].map((key) => key.slice(0, key.lastIndexOf('@'))));
  expect(production.has('fastify')).toBe(true);
  for (const { package: name } of accepted) {
    expect(resolved.has(name), `${name} is gone: remove it from the list`).toBe(true);
    expect(production.has(name), `${name} came into an image`).toBe(false);
  }
});

test('every install fails where the lock file and the manifests differ', () => {
  expect(text('scripts/setup/dependencies.mjs')).toContain("'install', '--frozen-lockfile'");
  const dockerInstalls = text('Dockerfile').match(/pnpm install[^\n]*/g) ?? [];
  expect(dockerInstalls.length).toBeGreaterThan(0);
  expect(dockerInstalls.filter((line) => !line.includes('--frozen-lockfile'))).toEqual([]);
  expect(text('.ci/run')).toContain('npm test');
});

test('an install script runs only where it is named, and every package that has one is named', () => {
  const allowed = Object.entries(allowBuilds).flatMap(([name, isAllowed]) => (isAllowed ? [name] : []));
  expect(allowed).toEqual(['@tensorflow/tfjs-node', 'esbuild']);
  const withScripts = installedManifests().filter(
    ({ folder, scripts }) =>
      ['preinstall', 'install', 'postinstall'].some((name) => scripts[name]) ||
      existsSync(join(folder, 'binding.gyp')),
  );
  expect(withScripts.length).toBeGreaterThan(0);
  expect(withScripts.map(({ name }) => name).filter((name) => !(name in allowBuilds))).toEqual([]);
});

test('every package is resolved from the registry, by its hash', () => {
  const Hash = z.strictObject({ integrity: z.string().regex(/^sha512-/) });
  const others = Object.entries(lockfile.packages).filter(
    ([, { resolution }]) => !Hash.safeParse(resolution).success,
  );
  expect(others.map(([key]) => key)).toEqual([]);
});

const Manifest = z.object({ name: z.string(), scripts: z.record(z.string(), z.string()).default({}) });

/** What is unpacked in `node_modules`, with its folder. */
function installedManifests() {
  const store = join(repositoryRoot, 'node_modules/.pnpm');
  const folders = readdirSync(store).flatMap((entry) => {
    const modules = join(store, entry, 'node_modules');
    if (!existsSync(modules)) return [];
    return readdirSync(modules).flatMap((name) =>
      name.startsWith('@')
        ? readdirSync(join(modules, name)).map((inner) => join(modules, name, inner))
        : [join(modules, name)],
    );
  });
  return folders.flatMap((folder) => {
    const path = join(folder, 'package.json');
    const manifest = existsSync(path)
      ? Manifest.safeParse(JSON.parse(readFileSync(path, 'utf8')))
      : undefined;
    return manifest?.success ? [{ folder, ...manifest.data }] : [];
  });
}
