import { ensureProgram } from './system-program.mjs';

const USUAL_FOLDERS = [
  '/usr/bin',
  '/usr/local/bin',
  '/usr/sbin',
  '/opt/homebrew/bin',
  '/usr/local/opt/redis/bin',
  '/home/linuxbrew/.linuxbrew/bin',
  '/opt/local/bin',
];
const redisServer = {
  names: ['redis-server'],
  aptPackage: 'redis-server',
  brewFormula: 'redis',
  byHand:
    'Bora needs redis-server: install Redis 6.2 or newer (Debian and Ubuntu: `sudo apt-get install redis-server`, macOS: `brew install redis`), or set REDIS_URL to a Redis that runs already.',
};

/**
 * Finds `redis-server`, and installs it with the system's package manager where it is missing.
 *
 * @param {{ logsFolder: string, folders?: string[], signal?: AbortSignal | undefined }} options `folders` are
 *   searched after those of PATH
 * @returns {Promise<string>} its path
 * @throws {SetupError} that says how to install it by hand
 */
export function ensureRedisServer({ logsFolder, folders = USUAL_FOLDERS, signal }) {
  return ensureProgram(redisServer, { logsFolder, folders, signal });
}
