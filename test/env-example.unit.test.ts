import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';
import * as cli from '../cli/src/config.ts';
import * as api from '../services/api/src/config.ts';
import * as worker from '../services/worker/src/config.ts';

const processes = { api, worker, cli };
const lines = readFileSync(join(repositoryRoot, '.env.example'), 'utf8').split('\n');
const example = Object.fromEntries(
  lines.flatMap((line) => {
    const [, name, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
    return name ? [[name, value]] : [];
  }),
);

test('.env.example names every variable that a process reads, and no other', () => {
  const read = Object.values(processes).flatMap((one) => one.variableNames);
  expect(Object.keys(example).sort()).toEqual([...new Set(read)].sort());
});

test.each(Object.entries(processes))(
  'the values of .env.example are the defaults of %s',
  (_, { readConfig }) => {
    // The command finds its stores from whatever folder it is called.
    const settings = (environment: NodeJS.ProcessEnv) =>
      Object.entries(readConfig(environment)).filter(([name]) => !name.endsWith('_STORE'));
    expect(settings(example)).toEqual(settings({}));
  },
);
