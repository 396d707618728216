import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { generateSigningKey, parseSigningKey } from '@bora/bundle';

/** The secrets that `docker-compose.yml` asks for, each made anew for every installation. */
const secrets: Readonly<Record<string, () => string>> = {
  PAYLOAD_KEY: () => randomBytes(32).toString('hex'),
  REDIS_PASSWORD: () => randomBytes(24).toString('hex'),
  POSTGRES_PASSWORD: () => randomBytes(24).toString('hex'),
  S3_ACCESS_KEY_ID: () => `bora${randomBytes(8).toString('hex')}`,
  S3_SECRET_ACCESS_KEY: () => randomBytes(24).toString('hex'),
  METRICS_TOKEN: () => randomBytes(24).toString('hex'),
  GRAFANA_PASSWORD: () => randomBytes(24).toString('hex'),
};

const signingKey = 'MODEL_SIGNING_KEY';
const publicKeys = 'MODEL_PUBLIC_KEYS';

const ownerOnly = 0o600;

export interface WrittenEnvironment {
  readonly path: string;
  /** Names of the variables that were added; those that the file held before stay as they were. */
  readonly added: readonly string[];
  readonly kept: readonly string[];
}

/**
 * Adds to a file of environment variables the secrets that it lacks, readable by its owner alone. A lost PAYLOAD_KEY makes
 * stored uploads unreadable, so that nothing which is there is ever replaced.
 */
export async function writeEnvironmentFile(path: string): Promise<WrittenEnvironment> {
  const before = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const isSet = (name: string) => new RegExp(`^\\s*(export\\s+)?${name}=\\S`, 'm').test(before);
  const missing = Object.entries(secrets).filter(([name]) => !isSet(name));
  const added = [
    ...missing.map(([name, make]): [string, string] => [name, make()]),
    ...missingKeys(before, isSet),
  ];
  const lines = added.map(([name, value]) => `${name}=${value}\n`).join('');
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  const partial = `${path}.partial`;
  await writeFile(partial, before + gap + lines, { mode: ownerOnly });
  await chmod(partial, ownerOnly);
  await rename(partial, path);
  const kept = [...Object.keys(secrets), signingKey, publicKeys].filter(isSet);
  return { path, added: added.map(([name]) => name), kept };
}

/**
 * The pair that signs models and knows the signature. A public key without the private one is what stays when somebody keeps
 * that elsewhere; a private key without the public one is completed.
 */
function missingKeys(before: string, isSet: (name: string) => boolean): [string, string][] {
  if (isSet(publicKeys)) return [];
  const [, given] = new RegExp(`^\\s*(?:export\\s+)?${signingKey}=(\\S+)`, 'm').exec(before) ?? [];
  if (given) return [[publicKeys, parseSigningKey(given).publicKey]];
  const { privateKey, publicKey } = generateSigningKey();
  return [
    [signingKey, privateKey],
    [publicKeys, publicKey],
  ];
}
