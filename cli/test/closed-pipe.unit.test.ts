import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';

const cwd = join(repositoryRoot, 'cli');
/** The program with a pipe on each output, of which `gone` has lost its reader before anything is written. */
async function run(gone: 'stdout' | 'stderr', args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', ...args], { cwd });
  child[gone].destroy();
  const [said, [code]] = await Promise.all([
    text(child[gone === 'stdout' ? 'stderr' : 'stdout']),
    once(child, 'close'),
  ]);
  return { said, code };
}

test('a command whose reader has gone ends as usual and without a word', async () => {
  expect(await run('stdout', ['score', '--help'])).toEqual({ said: '', code: 0 });
});

test('a command whose failure nobody reads still fails', async () => {
  expect(await run('stderr', ['scoer'])).toEqual({ said: '', code: 1 });
});
