import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot, temporaryDirectory } from '@bora/testing';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { withForbiddenLicence } from '../scripts/supply/licence-documents.mjs';
import { productionKeys } from './src/lockfile.ts';

const run = promisify(execFile);
const script = (name: string, ...args: string[]) =>
  run(process.execPath, [join(repositoryRoot, 'scripts', name), ...args], { cwd: repositoryRoot });

const BillOfMaterials = z.object({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(
    z.object({
      purl: z.string(),
      externalReferences: z
        .array(z.object({ type: z.string(), hashes: z.array(z.object({ alg: z.string() })).default([]) }))
        .default([]),
    }),
  ),
});

test('the list of third-party licences and their texts is current, and every licence is one that is allowed', async () => {
  await script('third-party-licences.mjs', '--check');
});

test('a licence that nobody allowed is found, also in an expression', () => {
  const of = (license: string) => ({ name: license, version: '1.0.0', license, homepage: '', folder: '' });
  const packages = [
    'MIT',
    '(MIT AND Apache-2.0)',
    'GPL-3.0',
    'MIT AND GPL-3.0',
    'Unknown',
    '',
    'MIT OR GPL-3.0',
  ].map(of);
  expect(withForbiddenLicence(packages).map(({ name }) => name)).toEqual([
    'GPL-3.0',
    'MIT AND GPL-3.0',
    'Unknown',
    '',
    'MIT OR GPL-3.0',
  ]);
});

test('every image holds the licences', async () => {
  const dockerfile = await readFile(join(repositoryRoot, 'Dockerfile'), 'utf8');
  const [, runtime] = /FROM \S+ AS runtime\n([\s\S]*?)\nFROM /.exec(dockerfile) ?? [];
  expect(runtime).toMatch(/COPY .*\bLICENSE docs\/third-party-licences\.txt /);
  const bases = [...dockerfile.matchAll(/^FROM (\S+) AS (api|worker|cli)$/gm)].map(([, base, name]) => [
    name,
    base,
  ]);
  expect(Object.fromEntries(bases)).toEqual({ api: 'runtime', worker: 'runtime', cli: 'worker' });
});

test('the bill of materials holds every package of production with its hash, and none of the tests', async () => {
  const directory = await temporaryDirectory();
  onTestFinished(() => directory.remove());
  const file = join(directory.path, 'sbom.cdx.json');
  await script('sbom.mjs', file);
  const { components } = BillOfMaterials.parse(JSON.parse(await readFile(file, 'utf8')));
  const listed = new Map(
    components.map(({ purl, externalReferences }) => [
      decodeURIComponent(purl),
      externalReferences.flatMap(({ hashes }) => hashes.map(({ alg }) => alg)),
    ]),
  );
  const keys = [...productionKeys()];
  expect(keys.length).toBeGreaterThan(300);
  expect(keys.filter((key) => !listed.has(`pkg:npm/${key}`) && !isLeftOut(key))).toEqual([]);
  expect(
    [...listed].filter(([purl, hashes]) => !purl.includes('/@bora/') && !hashes.includes('SHA-512')),
  ).toEqual([]);
  expect([...listed.keys()].filter((purl) => /\/(s3rver|vitest|happy-dom)@/.test(purl))).toEqual([]);
});

/** Binaries that were prebuilt for a system that this one is not, and the compiler and types that an optional peer dependency names. */
function isLeftOut(key: string): boolean {
  return (
    /-(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32|wasm32|aix)/.test(key) ||
    /^(@esbuild|fsevents|@types\/react|csstype|typescript@)/.test(key)
  );
}
