import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type RunningProcess,
  spawnTypeScript,
  type TemporaryDirectory,
  temporaryDirectory,
  waitUntil,
} from '@bora/testing';
import { Redis } from 'ioredis';
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

test('a process that ends before all are ready takes the others with it, and its last lines are shown', async () => {
  const dying = `setTimeout(() => { console.log('the disk is full'); process.exit(3); }, 300)`;
  const group = await spawnTypeScript(scriptPath('run-group.mjs'), {
    args: [folder.path, 'other=console.log(process.pid); setInterval(() => {}, 1000)', `dying=${dying}`],
  });
  const other = await loggedPid('other');
  expect(await group.exited).toEqual({ code: 1, signal: null });
  expect(group.stderr).toContain('the disk is full\n\nThe dying ended unexpectedly (exit code 3)');
  expect(isRunning(other)).toBe(false);
});

const running = 'console.log(process.pid); setInterval(() => {}, 1000)';

test('a killed process comes back alone, and what it had started is gone first', async () => {
  const helper = [scriptPath('hold-lock.mjs'), join(folder.path, 'helper.sock')];
  const parent = `console.log(process.pid); setInterval(() => {}, 1000);
     require('node:child_process').spawn(process.execPath, ${JSON.stringify(helper)}, { stdio: 'inherit' });`;
  const group = await runKept(50, [`other=${running}`, `parent=${parent}`]);
  const other = await loggedPid('other');
  const parentLog = async (wanted: RegExp) => {
    const log = await readFile(join(folder.path, 'parent.log'), 'utf8');
    return wanted.test(log) && log;
  };
  const first = await loggedPid('parent');
  await waitUntil(() => parentLog(/holding/), { what: 'the helper to hold its lock' });
  process.kill(first, 'SIGKILL');

  const log = await waitUntil(() => parentLog(/holding.*holding/s), { what: 'the next helper to hold it' });
  expect(log).not.toContain('waiting');
  const [, second] = await loggedPids('parent', 2);
  expect([other, second!].every(isRunning)).toBe(true);
  expect(group.stderr).toBe('The parent ended unexpectedly (SIGKILL); starting it again.\n');

  expect(await group.kill('SIGINT')).toEqual({ code: 0, signal: null });
  expect([other, second!].some(isRunning)).toBe(false);
});

test('a process that keeps dying ends the group after five times, with its last lines', async () => {
  const dying = `console.log(process.pid); console.log('the disk is full'); process.exitCode = 3`;
  const group = await runKept(10, [`other=${running}`, `dying=${dying}`]);
  const other = await loggedPid('other');

  expect(await group.exited).toEqual({ code: 1, signal: null });
  expect(await loggedPids('dying', 5)).toHaveLength(5);
  expect(group.stderr.match(/starting it again/g)).toHaveLength(4);
  expect(group.stderr).toContain('the disk is full\n\nThe dying ended 5 times within a minute (exit code 3)');
  expect(group.stderr).toContain('Accepted files are kept and go on at the next `npm start`.');
  expect(isRunning(other)).toBe(false);
});

test('SIGINT in the pause before a process is started again stops everything at once', async () => {
  const group = await runKept(600_000, [`other=${running}`, `killed=${running}`]);
  const [other, killed] = await Promise.all(['other', 'killed'].map(loggedPid));
  process.kill(killed!, 'SIGKILL');
  await group.waitForOutput(/starting it again/);

  expect(await group.kill('SIGINT')).toEqual({ code: 0, signal: null });
  expect(await loggedPids('killed', 1)).toEqual([killed]);
  expect(isRunning(other!)).toBe(false);
});

test('a killed Redis comes back on its port with all that it had acknowledged', async () => {
  const group = await spawnTypeScript(scriptPath('run-redis.mjs'), { args: [folder.path] });
  const [, port] = await group.waitForOutput(/redis:\/\/127\.0\.0\.1:(\d+)/);
  const redis = new Redis({ port: Number(port), retryStrategy: () => 25 });
  redis.on('error', () => {});
  try {
    await redis.set('accepted', 'file');
    process.kill(processIdOf(await redis.info('server')), 'SIGKILL');
    await group.waitForOutput(/Redis ended unexpectedly \(SIGKILL\); starting it again\./);

    expect(await redis.get('accepted')).toBe('file');
    const second = processIdOf(await redis.info('server'));
    expect(await group.kill('SIGINT')).toEqual({ code: 0, signal: null });
    expect(isRunning(second)).toBe(false);
  } finally {
    redis.disconnect();
  }
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

function runKept(firstPauseMs: number, scripts: string[]): Promise<RunningProcess> {
  const args = ['--kept-after', String(firstPauseMs), folder.path, ...scripts];
  return spawnTypeScript(scriptPath('run-group.mjs'), { args });
}

/** The process id that a member of the group wrote as the first line of its log. */
async function loggedPid(name: string): Promise<number> {
  const [pid] = await loggedPids(name, 1);
  return pid!;
}

/** The numbers that stand alone on a line of a member's log, once there are as many as wanted. */
function loggedPids(name: string, count: number): Promise<number[]> {
  const read = async () => {
    const log = await readFile(join(folder.path, `${name}.log`), 'utf8').catch(() => '');
    const pids = [...log.matchAll(/^\d+(?=\n)/gm)].map(Number);
    return pids.length >= count ? pids : undefined;
  };
  return waitUntil(read, { what: `${count} process ids of ${name}` }).then((pids) => pids ?? []);
}

function processIdOf(info: string): number {
  return Number(/^process_id:(\d+)/m.exec(info)?.[1]);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
