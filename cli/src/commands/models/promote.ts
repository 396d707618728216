import { promoteChampion, requirementOf } from '@bora/bundle';
import type { Command } from 'commander';
import { parseModelReference } from '../../models/model-reference.ts';
import { withSignatures } from '../../models/signatures.ts';
import { say, sayJson, type Terminal } from '../../terminal/terminal.ts';
import { JsonOption, type WithModelStore } from './model-store.ts';

export function addPromoteCommand(models: Command, terminal: Terminal, run: WithModelStore): void {
  models
    .command('promote')
    .description(
      'Makes a version the champion of its model, once it is verified and honours COMPLIANCE_PROFILE.\n' +
        'Running workers take it over within seconds.',
    )
    .argument('<name/version>', 'the model version')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  bora models promote pakdd2010/20261120-093000-1a2b3c4d')
    .action((text: string, given: unknown) =>
      run(async (store, config) => {
        const model = parseModelReference(text);
        await withSignatures(config, async ({ trusted, guard }) =>
          promoteChampion(store, model, await requirementOf(config.COMPLIANCE_PROFILE, trusted), { guard }),
        );
        if (JsonOption.parse(given).json) sayJson(terminal, model);
        else say(terminal, `${model.version} is the champion of ${model.name}`);
      }),
    );
}
