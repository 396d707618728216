import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { runCollected } from './collected-command.mjs';

/** The administrator of the database server, as whom Bora's api connects. */
export const databaseUser = 'bora';

/** @typedef {import('./unprivileged.mjs').Unprivileged} Unprivileged */

/**
 * The folder of the server: below `dataFolder`, or, where the server's user may not go there (a clone in root's
 * home), one of the system's.
 *
 * @param {string} dataFolder
 * @param {Unprivileged} asUser
 */
export function clusterFolder(dataFolder, asUser) {
  const near = join(dataFolder, 'postgres');
  mkdirSync(dataFolder, { recursive: true });
  // The server's user may walk through it, and read nothing there.
  chmodSync(dataFolder, 0o711);
  if (ownedFolder(near, asUser)) return near;
  rmdirSync(near);
  const name = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12);
  const away = `/var/lib/postgresql/bora-${name}`;
  ownedFolder(away, asUser);
  return away;
}

/**
 * @param {string} cluster the folder of the server
 * @returns {string | undefined} the major version of the programs that wrote its data; undefined where there are none
 */
export function clusterVersion(cluster) {
  const file = join(cluster, 'data', 'PG_VERSION');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/**
 * Makes the data folder where there is none. It is there once it is whole: what a crash left half-made is made anew.
 *
 * @param {{ programs: string, cluster: string, password: string, asUser: Unprivileged, signal: AbortSignal }} options
 * @returns {Promise<string>} the data folder
 */
export async function ensureCluster({ programs, cluster, password, asUser, signal }) {
  const data = join(cluster, 'data');
  if (existsSync(data)) return data;
  const unfinished = join(cluster, 'unfinished');
  const passwordFile = join(cluster, 'password');
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  asUser.own(passwordFile);
  const options = ['--username', databaseUser, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'];
  const [program, ...args] = asUser.command([
    join(programs, 'initdb'),
    ...['-D', unfinished, `--pwfile=${passwordFile}`, ...options],
  ]);
  try {
    await runCollected(program, args, { cwd: '/', signal });
  } finally {
    rmSync(passwordFile);
  }
  renameSync(unfinished, data);
  return data;
}

/**
 * @param {string} folder
 * @param {Unprivileged} asUser
 */
function ownedFolder(folder, asUser) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  asUser.own(folder);
  return asUser.reaches(folder);
}
