import { join } from 'node:path';
import {
  generateSigningKey,
  parseSigningKey,
  putSignature,
  readBundle,
  readManifestBytes,
  readShippedProfiles,
  type SigningKey,
  writeBundle,
} from '@bora/bundle';
import type { ModelReference } from '@bora/contracts';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import { repositoryRoot, spawnProgram } from '@bora/testing';

/** A signing key with what the settings hold of it. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
  readonly signer: SigningKey;
}

export function newKeys(): KeyPair {
  const pair = generateSigningKey();
  return { ...pair, signer: parseSigningKey(pair.privateKey) };
}

/** Stores the champion that ships as another version, signed with the key or by nobody. */
export async function storeVersion(
  store: ObjectStore,
  shipped: ModelReference,
  version: string,
  signer?: SigningKey,
): Promise<ModelReference> {
  const profiles = await readShippedProfiles();
  const source = openObjectStore(`file:${join(repositoryRoot, 'models')}`);
  const { manifest, file } = await readBundle(source, shipped, { profiles });
  await source.close();
  const { files, ...description } = manifest;
  const contents = Object.fromEntries(Object.keys(files).map((name) => [name, file(name)]));
  await writeBundle(store, { ...description, version }, contents, { profiles });
  const bundle = { name: shipped.name, version };
  if (signer) await putSignature(store, bundle, await readManifestBytes(store, bundle), signer);
  return bundle;
}

/** Runs a command of the terminal as operations do. */
export async function runBora(env: Record<string, string>, ...args: string[]) {
  const command = await spawnProgram('bora', { args, env });
  const { code } = await command.exited;
  return { code, output: command.output };
}
