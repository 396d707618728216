import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSigningKey } from '@bora/bundle';
import { type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeEnvironmentFile } from '../src/init/environment-file.ts';
import { repositoryRoot } from '../src/repository.ts';

let folder: TemporaryDirectory;
let path: string;
beforeEach(async () => {
  folder = await temporaryDirectory();
  path = join(folder.path, '.env');
});
afterEach(() => folder.remove());

test('a new file holds every secret that docker-compose.yml demands, and only its owner can read it', async () => {
  const compose = await readFile(join(repositoryRoot, 'docker-compose.yml'), 'utf8');
  const demanded = [...compose.matchAll(/\$\{([A-Z0-9_]+):\?/g)].map(([, name]) => name);
  const { added } = await writeEnvironmentFile(path);
  // The private key is demanded by nobody: it may be kept elsewhere once the models that ship are signed.
  expect([...added].sort()).toEqual([...new Set([...demanded, 'MODEL_SIGNING_KEY'])].sort());
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('two installations share no secret', async () => {
  await writeEnvironmentFile(path);
  const other = join(folder.path, 'other');
  await writeEnvironmentFile(other);
  const values = async (file: string) => (await readFile(file, 'utf8')).trim().split('\n');
  const both = [...(await values(path)), ...(await values(other))];
  expect(new Set(both).size).toBe(both.length);
});

test('what the file holds stays, to the byte, also when its last line has no end', async () => {
  const mine = 'PAYLOAD_KEY=mine\n# a note\nBORA_PORT=4000';
  await writeFile(path, mine);
  const { kept, added } = await writeEnvironmentFile(path);
  expect(kept).toEqual(['PAYLOAD_KEY']);
  expect(added).not.toContain('PAYLOAD_KEY');
  const text = await readFile(path, 'utf8');
  expect(text.startsWith(`${mine}\n`)).toBe(true);

  expect((await writeEnvironmentFile(path)).added).toEqual([]);
  expect(await readFile(path, 'utf8')).toBe(text);
});

test('a variable that stands there without a value is given one', async () => {
  await writeFile(path, 'PAYLOAD_KEY=\n');
  expect((await writeEnvironmentFile(path)).added).toContain('PAYLOAD_KEY');
});

test('the keys of models are a pair, and a public key alone is left alone', async () => {
  await writeEnvironmentFile(path);
  const lineOf = async (name: string) =>
    new RegExp(`^${name}=(.+)$`, 'm').exec(await readFile(path, 'utf8'))?.[1] ?? '';
  const { publicKey } = parseSigningKey(await lineOf('MODEL_SIGNING_KEY'));
  expect(await lineOf('MODEL_PUBLIC_KEYS')).toBe(publicKey);

  await writeFile(path, `MODEL_SIGNING_KEY=${await lineOf('MODEL_SIGNING_KEY')}\n`);
  expect((await writeEnvironmentFile(path)).added).toContain('MODEL_PUBLIC_KEYS');
  expect(await lineOf('MODEL_PUBLIC_KEYS')).toBe(publicKey);

  await writeFile(path, `MODEL_PUBLIC_KEYS=${publicKey}\nMODEL_SIGNING_KEY=\n`);
  expect((await writeEnvironmentFile(path)).added).not.toContain('MODEL_SIGNING_KEY');
});
