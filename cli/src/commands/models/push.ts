import type { Command } from 'commander';
import { pushModel } from '../../models/push-model.ts';
import { trustedKeys } from '../../models/signatures.ts';
import { say, sayJson, type Terminal } from '../../terminal/terminal.ts';
import { JsonOption, type WithModelStore } from './model-store.ts';

export function addPushCommand(models: Command, terminal: Terminal, run: WithModelStore): void {
  models
    .command('push')
    .description('Copies the bundle in a folder …/<name>/<version> into the store, verified on both sides.')
    .argument('<folder>', 'folder of one model version')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  bora models push models/pakdd2010/20261120-093000-1a2b3c4d')
    .action((folder: string, given: unknown) =>
      run(async (store, config) => {
        const { name, version } = await pushModel(folder, store, await trustedKeys(config));
        if (JsonOption.parse(given).json) sayJson(terminal, { name, version, store: store.location });
        else say(terminal, `${name}/${version} is in ${store.location}`);
      }),
    );
}
