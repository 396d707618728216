import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pickFreePort } from './port.mjs';
import { clusterFolder, clusterVersion, databaseUser, ensureCluster } from './postgres-cluster.mjs';
import { ensurePostgres } from './postgres-programs.mjs';
import { withProgress } from './progress-line.mjs';
import { SetupError } from './setup-error.mjs';
import { unprivileged } from './unprivileged.mjs';

const READY_TIMEOUT_MS = 60_000;
const RETRY_MS = 50;

/**
 * Starts a PostgreSQL of Bora's own, installing it where it is missing: reachable from this machine only, with a
 * password of its own, on a port that is chosen once and kept while it is free.
 *
 * @param {{ dataFolder: string, group: { start: ReturnType<typeof import('./process-group.mjs').createProcessGroup>['start'] }, signal: AbortSignal }} options
 * @returns {Promise<string>} the URL of its database, once it answers
 * @throws {SetupError} when it cannot be installed or does not answer in time
 */
export async function startOwnPostgres({ dataFolder, group, signal }) {
  const logsFolder = join(dataFolder, 'logs');
  await ensurePostgres({ logsFolder, signal });
  const asUser = unprivileged('postgres');
  const cluster = clusterFolder(dataFolder, asUser);
  const programs = await ensurePostgres({ logsFolder, version: clusterVersion(cluster), signal });

  return withProgress('Starting PostgreSQL', async () => {
    const secrets = join(dataFolder, 'secrets');
    mkdirSync(secrets, { recursive: true, mode: 0o700 });
    const password = kept(join(secrets, 'postgres-password'), () => randomBytes(24).toString('hex'));
    const data = await ensureCluster({ programs, cluster, password, asUser, signal });
    stopLeftover(join(programs, 'pg_ctl'), data, asUser);

    const portFile = join(secrets, 'postgres-port');
    const port = await pickFreePort(
      existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : undefined,
    );
    writeFileSync(portFile, String(port));
    const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories='];
    const options = settings.flatMap((setting) => ['-c', setting]);
    group.start('postgres', asUser.command([join(programs, 'postgres'), '-D', data, ...options]), {
      cwd: '/',
      title: 'PostgreSQL',
      reassurance: 'Its data is kept; the api reconnects by itself.',
    });
    await untilReady(join(programs, 'pg_isready'), port, signal);
    return `postgres://${databaseUser}:${password}@127.0.0.1:${port}/postgres`;
  });
}

/**
 * Two servers never serve one folder: one that outlived a killed `npm start` is ended first.
 *
 * @param {string} program
 * @param {string} data
 * @param {import('./unprivileged.mjs').Unprivileged} asUser
 */
function stopLeftover(program, data, asUser) {
  if (!existsSync(join(data, 'postmaster.pid'))) return;
  const [name, ...args] = asUser.command([program, 'stop', '-D', data, '-m', 'fast', '-w']);
  // It fails where nothing runs any more, which is as well.
  spawnSync(name, args, { cwd: '/', stdio: 'ignore' });
}

/**
 * @param {string} file
 * @param {() => string} make
 */
function kept(file, make) {
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

/**
 * @param {string} program
 * @param {number} port
 * @param {AbortSignal} signal
 */
async function untilReady(program, port, signal) {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (spawnSync(program, ['-q', '-h', '127.0.0.1', '-p', String(port)]).status !== 0) {
    if (Date.now() > deadline) {
      throw new SetupError(
        'PostgreSQL did not start within 60 seconds: the reason stands in .data/logs/postgres.log.',
      );
    }
    await delay(RETRY_MS, undefined, { signal });
  }
}
