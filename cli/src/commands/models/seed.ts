import type { Command } from 'commander';
import { seedStores } from '../../models/seed-stores.ts';
import { seedSegments } from '../../segment/seed-segments.ts';
import { withStore } from '../../stores.ts';
import { note, sayJson, type Terminal } from '../../terminal/terminal.ts';
import { JsonOption, type WithModelStore } from './model-store.ts';

export function addSeedCommand(models: Command, terminal: Terminal, run: WithModelStore): void {
  models
    .command('seed')
    .description(
      'Brings the models, policies and segmentations that ship with Bora into MODEL_STORE, POLICY_STORE and\n' +
        'SEGMENT_STORE where they are absent, and makes the shipped ones live where none is. What you stored or\n' +
        'promoted stays as it is.',
    )
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  bora models seed')
    .action((given: unknown) =>
      run(async (store, config) => {
        const seeded = await withStore(config.POLICY_STORE, config, (policies) =>
          seedStores(store, policies),
        );
        const segmentations = await withStore(config.SEGMENT_STORE, config, seedSegments);
        if (JsonOption.parse(given).json) sayJson(terminal, { ...seeded, segmentations });
        for (const { name, version } of [...seeded.copied, ...segmentations])
          note(terminal, `stored ${name}/${version}`);
        for (const { name, version } of seeded.promoted) note(terminal, `${name}/${version} is champion`);
      }),
    );
}
