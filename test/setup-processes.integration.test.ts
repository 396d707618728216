import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawnTypeScript, type TemporaryDirectory, temporaryDirectory, waitUntil } from '@bora/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runScript, scriptPath } from './setup-scripts/run-script.ts';

let folder: TemporaryDirectory;
beforeEach(async () => {
  folder = await temporaryDirectory();
});
afterEach(() => folder.remove());

test('a lock ends with the process that held it, even when that is killed', async () => {
  const path = join(folder.path, 'one.sock');
  const first = await spawnTypeScript(scriptPath('hold-lock.mjs'), { args: [path] });
  await first.waitForOutput(/holding/);
  const second = await spawnTypeScript(scriptPath('hold-lock.mjs'), { args: [path] });
  await second.waitForOutput(/waiting/);
  expect(second.stdout).not.toContain('holding');

  await first.kill('SIGKILL');
  await second.waitForOutput(/holding/);
  await second.kill('SIGKILL');
});

test('SIGINT stops everything that was started, the last first, also what ignores SIGTERM', async () => {
  const ending = (name: string) =>
    `process.on('SIGTERM', () => { require('node:fs').appendFileSync('order', '${name} '); process.exit(); });
     console.log(process.pid); setInterval(() => {}, 1000);`;
  const stubborn = `process.on('SIGTERM', () => require('node:fs').appendFileSync('order', 'stubborn '));
     console.log(process.pid); setInterval(() => {}, 1000);`;
  const group = await spawnTypeScript(scriptPath('run-group.mjs'), {
    args: [folder.path, `first=${ending('first')}`, `stubborn=${stubborn}`, `last=${ending('last')}`],
  });
  const pids = await Promise.all(['first', 'stubborn', 'last'].map(loggedPid));
  expect(pids.every(isRunning)).toBe(true);

  expect(await group.kill('SIGINT')).toEqual({ code: 0, signal: null });
  expect(pids.some(isRunning)).toBe(false);
  expect(await readFile(join(folder.path, 'order'), 'utf8')).toBe('last stubborn first ');
});

test('a process that ends by itself takes the others with it, and its last lines are shown', async () => {
  const dying = `setTimeout(() => { console.log('the disk is full'); process.exit(3); }, 300)`;
  const group = await spawnTypeScript(scriptPath('run-group.mjs'), {
    args: [folder.path, 'other=console.log(process.pid); setInterval(() => {}, 1000)', `dying=${dying}`],
  });
  const other = await loggedPid('other');
  expect(await group.exited).toEqual({ code: 1, signal: null });
  expect(group.stderr).toContain('the disk is full\n\nThe dying ended unexpectedly (exit code 3)');
  expect(isRunning(other)).toBe(false);
});

test('a command in the foreground passes on its exit code, its signal, and the signals sent to it', async () => {
  expect((await runScript('run-foreground.mjs', ['process.exit(7)'])).code).toBe(7);
  expect((await runScript('run-foreground.mjs', [`process.kill(process.pid, 'SIGKILL')`])).signal).toBe(
    'SIGKILL',
  );

  const patient = `process.on('SIGTERM', () => process.exit(9)); console.log('up'); setInterval(() => {}, 1000)`;
  const child = await spawnTypeScript(scriptPath('run-foreground.mjs'), { args: [patient] });
  await child.waitForOutput(/up/);
  expect(await child.kill('SIGTERM')).toEqual({ code: 9, signal: null });
});

/** The process id that a member of the group wrote as the first line of its log. */
function loggedPid(name: string): Promise<number> {
  const read = async () =>
    Number(/^\d+(?=\n)/.exec(await readFile(join(folder.path, `${name}.log`), 'utf8').catch(() => ''))?.[0]);
  return waitUntil(read, { what: `${name} to start` });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
