import type { TrustedKeys } from '@bora/bundle';
import type { ModelReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import type { Command } from 'commander';
import { parseModelReference } from '../../models/model-reference.ts';
import { trustedKeys } from '../../models/signatures.ts';
import { type VerifiedModel, verifyModels } from '../../models/verify-models.ts';
import { CliError } from '../../terminal/cli-error.ts';
import { type Progress, startProgress } from '../../terminal/progress.ts';
import { textTable } from '../../terminal/table.ts';
import { say, sayJson, type Terminal } from '../../terminal/terminal.ts';
import { JsonOption, type WithModelStore } from './model-store.ts';

export function addVerifyCommand(models: Command, terminal: Terminal, run: WithModelStore): void {
  models
    .command('verify')
    .description(
      'Verifies hashes, compliance profile, stored test vectors and, with MODEL_PUBLIC_KEYS, the signature of one\nversion, or of all.',
    )
    .argument('[name/version]', 'the model version (default: all)')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  bora models verify')
    .action((text: string | undefined, given: unknown) =>
      run(async (store, config) => {
        const only = text === undefined ? undefined : parseModelReference(text);
        const verified = await verifyWithProgress(terminal, store, only, await trustedKeys(config));
        if (JsonOption.parse(given).json) sayJson(terminal, verified);
        else if (verified.length > 0) say(terminal, verifiedTable(verified));
        const unsound = verified.filter(({ problem }) => problem !== null);
        if (verified.length === 0) throw new CliError(`There is no model in ${store.location} to verify.`);
        if (unsound.length > 0) {
          throw new CliError(
            `${unsound.length} of ${verified.length} model versions cannot be used: push them again.`,
          );
        }
      }),
    );
}

async function verifyWithProgress(
  terminal: Terminal,
  store: ObjectStore,
  only: ModelReference | undefined,
  trusted: TrustedKeys | undefined,
): Promise<VerifiedModel[]> {
  let progress: Progress | undefined;
  try {
    return await verifyModels(store, only, trusted, (done, total) => {
      progress ??= startProgress(terminal, { label: 'Verifying', total, unit: 'steps' });
      progress.update(done);
    });
  } finally {
    progress?.stop();
  }
}

function verifiedTable(verified: readonly VerifiedModel[]): string {
  return textTable(
    ['model', 'version', 'result'],
    verified.map(({ name, version, problem }) => [name, version, problem ?? 'sound']),
  );
}
