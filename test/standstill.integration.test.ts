import { join } from 'node:path';
import { repositoryRoot, spawnProgram } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from './src/platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform({ workers: 0 });
});
afterAll(() => platform?.stop());

test('a file that nobody scores is told once why, and is scored when a worker comes', {
  timeout: 120_000,
}, async () => {
  const file = join(repositoryRoot, 'data/sample-applicants.csv');
  const command = await spawnProgram('bora', {
    args: ['score', file, '--trial', '--out', join(platform.folder, 'scores.csv')],
    env: { BORA_URL: platform.url, LOCAL_KEY_FILE: platform.keyFile },
  });
  const why = /workers: No worker has reported in the last seconds\./;
  await command.waitForOutput(why);
  // Two more lines of progress: time enough to say it again.
  await command.waitForOutput(/workers: [\s\S]*(Scoring: 0 of [\s\S]*){2}/);
  await platform.startWorker();
  expect(await command.exited).toMatchObject({ code: 0 });
  expect(command.stdout).toMatch(/^scored +1,000$/m);
  expect(command.stderr.match(new RegExp(why, 'g'))).toHaveLength(1);
});
