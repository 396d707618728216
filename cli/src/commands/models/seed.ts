import { s3Settings } from '@bora/environment';
import { ensureBucket } from '@bora/object-store';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { seedStores } from '../../models/seed-stores.ts';
import { withSignatures } from '../../models/signatures.ts';
import { seedSegments } from '../../segment/seed-segments.ts';
import { withStore } from '../../stores.ts';
import { note, sayJson, type Terminal } from '../../terminal/terminal.ts';
import type { WithModelStore } from './model-store.ts';

const Options = z.object({ json: z.boolean().default(false), createBuckets: z.boolean().default(false) });

export function addSeedCommand(models: Command, terminal: Terminal, run: WithModelStore): void {
  models
    .command('seed')
    .description(
      'Brings the models, policies and segmentations that ship with Bora into MODEL_STORE, POLICY_STORE and\n' +
        'SEGMENT_STORE where they are absent, and makes the shipped ones live where none is. What you stored or\n' +
        'promoted stays as it is. With MODEL_SIGNING_KEY the models that ship are signed.',
    )
    .option('--create-buckets', 'first create the S3 buckets that are missing, that of UPLOAD_STORE as well')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  bora models seed')
    .action((given: unknown) =>
      run(async (store, config) => {
        const { json, createBuckets } = Options.parse(given);
        for (const location of createBuckets ? storesOf(config) : []) {
          if (await ensureBucket(location, s3Settings(config)))
            note(terminal, `created the bucket of ${location}`);
        }
        const seeded = await withStore(config.POLICY_STORE, config, (policies) =>
          withSignatures(config, (signatures) => seedStores(store, policies, undefined, signatures)),
        );
        const segmentations = await withStore(config.SEGMENT_STORE, config, seedSegments);
        if (json) sayJson(terminal, { ...seeded, segmentations });
        for (const { name, version } of [...seeded.copied, ...segmentations])
          note(terminal, `stored ${name}/${version}`);
        for (const { name, version } of seeded.promoted) note(terminal, `${name}/${version} is champion`);
        for (const { name, version } of seeded.withheld) {
          note(terminal, `${name} had another champion, whose pointer is gone: ${version} is not promoted`);
        }
      }),
    );
}

function storesOf(config: Config): string[] {
  return [config.MODEL_STORE, config.POLICY_STORE, config.SEGMENT_STORE, config.UPLOAD_STORE];
}
