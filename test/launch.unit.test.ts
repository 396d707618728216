import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot, serviceLaunch } from '@bora/testing';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');

test.each(['api', 'worker'] as const)(
  'a container runs the %s under the same limits of memory as npm start',
  async (service) => {
    const { nodeOptions, environment } = await serviceLaunch(service);
    const stages = read('Dockerfile').split(/^FROM /m);
    const stage = stages.find((text) => text.includes(` AS ${service}\n`));
    const command = JSON.parse(/^CMD (.+)$/m.exec(stage!)![1]!);
    expect(command).toEqual(['node', ...nodeOptions, '--import', 'tsx', 'src/main.ts']);
    const set = [...stage!.matchAll(/^ENV (\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value]);
    expect(Object.fromEntries(set)).toEqual(environment);
  },
);
