import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { generateSigningKey, parseSigningKey } from '@bora/bundle';
import type { Command } from 'commander';
import { z } from 'zod';
import { CliError } from '../../terminal/cli-error.ts';
import { say, sayJson, type Terminal } from '../../terminal/terminal.ts';
import { JsonOption } from './model-store.ts';

const Options = JsonOption.extend({ out: z.string() });

export function addKeysCommand(models: Command, terminal: Terminal): void {
  models
    .command('keys')
    .description(
      'Makes a pair of Ed25519 keys: the private one signs models and goes into a file that only its owner can read, the\n' +
        'public one is said, for MODEL_PUBLIC_KEYS. `bora init` makes a pair for docker compose.',
    )
    .requiredOption('--out <file>', 'file of the private key; one that exists is not replaced')
    .option('--json', 'one JSON document on standard output; never the private key')
    .addHelpText('after', '\nExample:\n  bora models keys --out model-signing-key')
    .action(async (given: unknown) => {
      const { out, json } = Options.parse(given);
      const { privateKey, publicKey } = generateSigningKey();
      await mkdir(dirname(out), { recursive: true });
      await writeFile(out, `${privateKey}\n`, { mode: 0o600, flag: 'wx' }).catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') throw new CliError(`${out} exists, and a key is never replaced.`);
          throw error;
        },
      );
      const { id } = parseSigningKey(privateKey);
      if (json) return sayJson(terminal, { id, publicKey, file: out });
      say(terminal, `key ${id}\nprivate key in ${out}\nMODEL_PUBLIC_KEYS=${publicKey}`);
    });
}
