import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { spawnTypeScript, type TemporaryDirectory, temporaryDirectory } from '../src/index.ts';

let directory: TemporaryDirectory;
let entry: string;

beforeAll(async () => {
  directory = await temporaryDirectory();
  entry = join(directory.path, 'entry.mts');
  await writeFile(
    entry,
    `const greeting: string = process.env.GREETING ?? 'none';
    console.log('greeting ' + greeting + ', user ' + (process.env.USER_OF_THE_TEST ?? 'nobody') + ', in ' + process.cwd());
    console.error('listening on port 12345');
    if (process.argv[2] === 'fail') process.exit(3);
    setInterval(() => {}, 1000);`,
  );
});
afterAll(() => directory.remove());

test('a TypeScript file runs from any folder with the environment it was given and no other', async () => {
  vi.stubEnv('USER_OF_THE_TEST', 'somebody');
  const running = await spawnTypeScript(entry, { cwd: directory.path, env: { GREETING: 'olá' } });
  const [, port] = await running.waitForOutput(/port (\d+)/);
  expect(port).toBe('12345');
  expect(running.stdout).toBe(`greeting olá, user nobody, in ${directory.path}\n`);
  expect(running.stderr).toBe('listening on port 12345\n');
  expect(await running.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  expect(await running.kill()).toEqual({ code: null, signal: 'SIGKILL' });
  vi.unstubAllEnvs();
});

test('waiting for output ends with the process, and tells its last words', async () => {
  const running = await spawnTypeScript(entry, { args: ['fail'] });
  await expect(running.waitForOutput(/never written/)).rejects.toThrow(
    /ended \(3\).*listening on port 12345/s,
  );
  expect(await running.exited).toEqual({ code: 3, signal: null });
});

test('waiting for output ends after its time', async () => {
  const running = await spawnTypeScript(entry);
  await expect(running.waitForOutput(/never written/, 50)).rejects.toThrow('50 ms passed before it wrote');
  await running.kill();
});
