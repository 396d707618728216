import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

/**
 * How a program that refuses to be root is run: as root it becomes another user of the system, else it stays the caller.
 *
 * @typedef {object} Unprivileged
 * @property {(command: [string, ...string[]]) => [string, ...string[]]} command as that user
 * @property {(path: string) => void} own makes a file or folder that user's
 * @property {(path: string) => boolean} reaches whether that user may write to a folder
 */

/**
 * @param {string} user of the system
 * @returns {Unprivileged}
 */
export function unprivileged(user) {
  if (process.getuid?.() !== 0) return { command: (command) => command, own: () => {}, reaches: () => true };
  const options = [`--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--pdeathsig=TERM', '--'];
  return {
    command: (command) => ['setpriv', ...options, ...command],
    own: (path) => chownSync(path, idOf(user, '-u'), idOf(user, '-g')),
    reaches: (path) => spawnSync('setpriv', [...options, 'test', '-w', path], { cwd: '/' }).status === 0,
  };
}

/**
 * @param {string} user
 * @param {'-u' | '-g'} which
 */
function idOf(user, which) {
  return Number(spawnSync('id', [which, user], { encoding: 'utf8' }).stdout);
}
