import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { authorizationFor, repositoryRoot } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
