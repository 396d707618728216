import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSigningKey, type SigningKey } from '@bora/bundle';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { parseModelReference } from '../../models/model-reference.ts';
import { folderOfModel, type SignedModel, signModel } from '../../models/sign-model.ts';
import { withStore } from '../../stores.ts';
import { CliError } from '../../terminal/cli-error.ts';
import { say, sayJson, type Terminal } from '../../terminal/terminal.ts';
import { JsonOption, type WithModelStore } from './model-store.ts';

const Options = JsonOption.extend({ key: z.string().optional() });

export function addSignCommand(models: Command, terminal: Terminal, run: WithModelStore): void {
  models
    .command('sign')
    .description(
      'Signs a model version, in the store or in a folder …/<name>/<version>, once every file of it is verified. Sign\n' +
        'where it was trained, before it is pushed: what somebody changed in the store would be signed with the change.',
    )
    .argument('<name/version or folder>', 'the model version')
    .option('--key <file>', 'file of the private key (default: MODEL_SIGNING_KEY)')
    .option('--json', 'one JSON document on standard output')
    .addHelpText(
      'after',
      '\nExample:\n  bora models sign models/pakdd2010/20261120-093000-1a2b3c4d --key model-signing-key',
    )
    .action((text: string, given: unknown) =>
      run(async (store, config) => {
        const { key, json } = Options.parse(given);
        const signer = await signerOf(key, config);
        const signed = existsSync(join(text, 'manifest.json'))
          ? await signFolder(text, config, signer)
          : await signModel(store, parseModelReference(text), signer);
        if (json) return sayJson(terminal, signed);
        const { name, version, keyId, manifestSha256 } = signed;
        say(terminal, `${name}/${version} is signed with ${keyId}; its manifest is ${manifestSha256}`);
      }),
    );
}

async function signerOf(file: string | undefined, config: Config): Promise<SigningKey> {
  if (file !== undefined) {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new CliError(`The key ${file} cannot be read (${error.code ?? 'unknown'}).`);
    });
    return parseSigningKey(text);
  }
  if (config.MODEL_SIGNING_KEY) return config.MODEL_SIGNING_KEY;
  throw new CliError('There is no key to sign with: give --key, or make one with `bora models keys`.');
}

function signFolder(folder: string, config: Config, signer: SigningKey): Promise<SignedModel> {
  const { location, name, version } = folderOfModel(folder);
  return withStore(location, config, (store) =>
    signModel(store, parseModelReference(`${name}/${version}`), signer),
  );
}
