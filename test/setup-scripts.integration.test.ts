import { once } from 'node:events';
import { chmod, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { spawnTypeScript, type TemporaryDirectory, temporaryDirectory } from '@bora/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, runScript } from './setup-scripts/run-script.ts';

let folder: TemporaryDirectory;
beforeEach(async () => {
  folder = await temporaryDirectory();
});
afterEach(() => folder.remove());

test('dependencies are installed once, and again only after a manifest has changed', async () => {
  await writeWorkspace();

  expect(await call('dependencies.mjs', 'ensureDependencies', [folder.path])).toBe('installed');
  expect(await call('dependencies.mjs', 'ensureDependencies', [folder.path])).toBe('unchanged');

  await write('package.json', JSON.stringify({ name: 'workspace', private: true, version: '2.0.0' }));
  expect(await call('dependencies.mjs', 'ensureDependencies', [folder.path])).toBe('installed');
});

test('two runs at once install the dependencies once', async () => {
  await writeWorkspace();
  const both = [1, 2].map(() => call('dependencies.mjs', 'ensureDependencies', [folder.path]));
  expect((await Promise.all(both)).sort()).toEqual(['installed', 'unchanged']);
});

test('an install that fails shows what the installer said and is tried again the next time', async () => {
  await writeWorkspace();
  const manifest = { name: 'workspace', private: true, dependencies: { zod: '4.6.7' } };
  await write('package.json', JSON.stringify(manifest));
  const failed = await runScript('call.mjs', [
    'dependencies.mjs',
    'ensureDependencies',
    JSON.stringify([folder.path]),
  ]);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('frozen-lockfile');

  await writeWorkspace();
  expect(await call('dependencies.mjs', 'ensureDependencies', [folder.path])).toBe('installed');
});

test('npm start on a taken port says so in one sentence, names PORT and touches nothing', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';
  try {
    const start = await spawnTypeScript(join(import.meta.dirname, '../scripts/start.mjs'), {
      env: { PORT: port },
    });
    expect(await start.exited).toEqual({ code: 1, signal: null });
    expect(start.stdout).toBe('');
    expect(start.stderr.trim().split('\n')).toHaveLength(1);
    expect(start.stderr).toContain(`Port ${port} is already in use`);
    expect(start.stderr).toMatch(/variable PORT, for example PORT=\d+ npm start/);
    expect(server.listening).toBe(true);
  } finally {
    server.close();
  }
});

test.each(['0', '65536', '3000x', '3.5'])('the port %s is refused with one sentence', async (port) => {
  const refused = await runScript('call.mjs', ['port.mjs', 'parsePort', JSON.stringify([port])]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toBe(
    'PORT must be a whole number from 1 to 65535, for example: PORT=3001 npm start\n',
  );
});

test('a missing redis-server is installed through apt, once', async () => {
  const program = join(folder.path, 'redis-server');
  await writeProgram('apt-get', `echo "$@" >> "$0.log"; [ "$1" = update ] || /bin/ln -s "$0" '${program}'`);
  await writeProgram('sudo', 'shift; exec "$@"');
  await symlink('/usr/bin/env', join(folder.path, 'env'));
  const ensure = () =>
    runScript(
      'call.mjs',
      ['redis-server.mjs', 'ensureRedisServer', JSON.stringify([{ logsFolder: folder.path, folders: [] }])],
      { PATH: folder.path },
    );
  const found = { code: 0, stdout: `${JSON.stringify(program)}\n` };
  expect(await ensure()).toMatchObject(found);
  expect(await ensure()).toMatchObject(found);
  expect(await readFile(join(folder.path, 'apt-get.log'), 'utf8')).toBe(
    'update\ninstall --yes --no-install-recommends redis-server\n',
  );
});

test('where redis-server can be neither found nor installed, one sentence says how to get it', async () => {
  const settings = JSON.stringify([{ logsFolder: folder.path, folders: [] }]);
  const refused = await runScript('call.mjs', ['redis-server.mjs', 'ensureRedisServer', settings], {
    PATH: folder.path,
  });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(
    /^Bora needs redis-server: install .* or set REDIS_URL to a Redis that runs already\.\n$/,
  );
});

test.each([
  ['18.20.8', 1],
  ['20.18.3', 1],
  ['20.19.0', 0],
  ['22.0.0', 0],
])('Node.js %s ends the set-up with exit code %i', async (version, code) => {
  const outcome = await runScript('call.mjs', ['node-version.mjs', 'requireNode', JSON.stringify([version])]);
  expect(outcome.code).toBe(code);
  if (code === 1) expect(outcome.stderr).toContain(`needs Node.js 20.19 or newer and this is ${version}`);
});

test('a test file that failed outside its tests is counted as a failure', async () => {
  const report = {
    ...{ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 },
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'skipped' }] },
    ],
  };
  expect(await call('test-counts.mjs', 'countTests', [report])).toBe('5 passed, 3 failed, 3 skipped');
});

test('the first result and the decisions of the sample are read from its CSV, quoted fields included', async () => {
  const csv =
    'row,applicantId,pd,score,decision,reasons\r\n1,A,0.12345678,640,approve,"Short, ""new"" account"\r\n2,B,0.4,560,decline,\r\n';
  const text = await call('sample-score.mjs', 'describeScores', [csv, '0.3 s']);
  expect(text).toContain('2 synthetic applicants');
  expect(text).toContain('through the queue in 0.3 s:');
  expect(text).toMatch(/^ +pd +0\.1235$/m);
  expect(text).toContain('1 approve, 0 refer, 1 decline; mean probability of default 0.262');
  expect(text).toMatch(/reasons +Short, "new" account$/);
});

async function writeWorkspace(): Promise<void> {
  await write('package.json', JSON.stringify({ name: 'workspace', private: true, version: '1.0.0' }));
  await write('pnpm-workspace.yaml', 'packages: []\n');
  await write('pnpm-lock.yaml', "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n");
}

function write(file: string, text: string): Promise<void> {
  return writeFile(join(folder.path, file), text);
}

async function writeProgram(name: string, source: string): Promise<void> {
  await write(name, `#!/bin/sh\n${source}\n`);
  await chmod(join(folder.path, name), 0o755);
}

test('a platform that does not become ready says which checks failed', async () => {
  const probe = await probed({ workers: { status: 'failed', message: 'no worker.' } });
  expect(probe.code).toBe(1);
  expect(probe.stderr).toContain('seconds: workers: no worker. The logs are in .data/logs/.');
});

test('a champion that the compliance profile refuses is not waited for, and it is said what to do', async () => {
  const message = 'The model uses HEIGHT, which the compliance profile us-ecoa forbids: serve another model.';
  const probe = await probed({ champion: { status: 'failed', message } }, '60000');
  expect(probe.code).toBe(1);
  expect(probe.stderr).toContain('forbids: serve another model. Name a model that the profile allows');
  expect(probe.stderr).toContain('MODEL_NAME=pakdd2010-us-ecoa');
});

/** What the probe says of a platform with these checks. */
async function probed(failed: Readonly<Record<string, object>>, ...timeout: string[]) {
  const checks = { redis: { status: 'ok', message: null }, ...failed };
  const server = createHttpServer((_request, response) => {
    response.writeHead(503).end(JSON.stringify({ ready: false, checks }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    return await runScript('probe.mjs', [`http://127.0.0.1:${port}/health/ready`, ...timeout]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
