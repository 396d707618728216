import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { authorizationFor, repositoryRoot } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeScores } from '../scripts/setup/sample-score.mjs';
import { acceptedBatch, completed } from './src/client.ts';
import { type Platform, startPlatform } from './src/platform.ts';

const run = promisify(execFile);
const documentedAddress = 'http://127.0.0.1:3000';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform({});
});
afterAll(() => platform.stop());

/** Commands of the README that call the paths for customers, each with what it is said to answer. */
function documentedCalls(): { command: string; answer: string }[] {
  const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```console\n([\s\S]*?)```/g)].map((match) => match[1]!);
  const block = blocks.find((one) => one.includes('/clusters/summary'))!;
  return block.split(/^\$ /m).flatMap((entry) => {
    const end = entry.search(/^[[{]/m);
    return end < 0 ? [] : [{ command: entry.slice(0, end), answer: entry.slice(end) }];
  });
}

/** Line breaks of the document are not of the answer; `…` stands for anything. */
function expectedPattern(answer: string): RegExp {
  const escaped = answer
    .replace(/\n ?/g, '')
    .replace(', …', '…')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('…', '.+')}$`);
}

/** What the README says that `npm start` prints of the sample. */
function documentedSample(): string {
  const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');
  return /^The sample, [\s\S]*?(?=\n\nBora is running at )/m.exec(readme)![0];
}

/** Any moment stands for when the sample was decided. */
const withoutMoment = (text: string) => text.replace(/^( {4}decidedAt +)\d{4}-\d\d-\d\dT[\d:.]+Z$/m, '$1…');

test('the first start prints of the sample what the README says, to the last column', async () => {
  const sample = readFileSync(join(repositoryRoot, 'data/sample-applicants.csv'));
  const { id } = await acceptedBatch(platform.url, sample, { query: '?trial=true' });
  await completed(platform.url, id);
  const csv = await (await fetch(`${platform.url}/v1/batches/${id}/scores.csv`)).text();
  const documented = documentedSample();
  const time = / in ([\d.]+ s):$/m.exec(documented)![1]!;
  expect(withoutMoment(describeScores(csv, time))).toBe(withoutMoment(documented));
});

test('the calls for customers answer what the README says, in its order, on a fresh start', async () => {
  const calls = documentedCalls();
  expect(calls.map(({ command }) => /3000(\/[a-zA-Z/]+)/.exec(command)![1])).toEqual([
    '/segment',
    '/cluster',
    '/api/userCluster',
    '/api/dbPost',
    '/api/dbGet',
    '/api/userRandom',
    '/clusters/summary',
    '/health',
  ]);
  for (const { command, answer } of calls) {
    expect(command).toContain(documentedAddress);
    const here = command.replace(documentedAddress, platform.url);
    const key = `authorization: ${authorizationFor(platform.url).authorization}`;
    const { stdout } = await run('bash', [
      '-c',
      here.replace('curl', `curl --silent --show-error -H '${key}'`),
    ]);
    expect(stdout).toMatch(expectedPattern(answer));
  }
});
