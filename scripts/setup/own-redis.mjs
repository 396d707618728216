import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pickFreePort } from './port.mjs';
import { askRedis } from './redis-reply.mjs';
import { SetupError } from './setup-error.mjs';

const READY_TIMEOUT_MS = 30_000;
const RETRY_MS = 50;

/**
 * Starts a Redis of Bora's own: reachable from this machine only, on a port that is chosen once and kept while
 * it is free, with an append-only file in the given folder.
 *
 * @param {{ program: string, folder: string, group: { start: ReturnType<typeof import('./process-group.mjs').createProcessGroup>['start'] }, signal: AbortSignal }} options
 * @returns {Promise<string>} its URL, once it answers
 * @throws {SetupError} when it does not answer in time
 */
export async function startOwnRedis({ program, folder, group, signal }) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const portFile = join(folder, 'port');
  const remembered = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : undefined;
  if (remembered !== undefined) await stopLeftover(remembered, folder, signal);
  const port = await pickFreePort(remembered);
  writeFileSync(portFile, String(port));
  group.start('redis', [program, ...settings(program, port, folder)], {
    cwd: folder,
    title: 'Redis',
    reassurance: 'Its data is kept; the api and the worker reconnect by themselves.',
  });
  const ready = await answersWithin(port, (reply) => reply?.startsWith('+PONG') === true, signal);
  if (!ready)
    throw new SetupError('Redis did not start within 30 seconds: the reason stands in .data/logs/redis.log.');
  return `redis://127.0.0.1:${port}`;
}

/**
 * @param {string} program
 * @param {number} port
 * @param {string} folder
 */
function settings(program, port, folder) {
  const version = spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  const isOld = Number(/v=(\d+)/.exec(version)?.[1] ?? 7) < 7;
  return [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
    ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''],
    ...['--maxmemory-policy', 'noeviction'],
    ...[isOld ? '--hash-max-ziplist-entries' : '--hash-max-listpack-entries', '512'],
  ];
}

/**
 * Two servers must never write one append-only file: one that outlived a killed `npm start` is ended first.
 *
 * @param {number} port
 * @param {string} folder
 * @param {AbortSignal} signal
 */
async function stopLeftover(port, folder, signal) {
  const reply = await askRedis(port, 'CONFIG GET dir');
  if (!reply?.split('\r\n').includes(folder)) return;
  await askRedis(port, 'SHUTDOWN');
  const gone = await answersWithin(port, (answer) => answer === undefined, signal);
  if (!gone)
    throw new SetupError(
      `An earlier Redis of Bora still runs on port ${port} and does not end: end it and start again.`,
    );
}

/**
 * @param {number} port
 * @param {(reply: string | undefined) => boolean} isWanted
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>} whether PING was answered as wanted in time
 */
async function answersWithin(port, isWanted, signal) {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!isWanted(await askRedis(port, 'PING'))) {
    if (Date.now() > deadline) return false;
    await delay(RETRY_MS, undefined, { signal });
  }
  return true;
}
