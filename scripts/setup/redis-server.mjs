import { ensureSystemProgram } from './system-program.mjs';

const redisServer = {
  name: 'redis-server',
  aptPackage: 'redis-server',
  brewPackage: 'redis',
  folders: ['/usr/local/opt/redis/bin'],
  byHand:
    'Bora needs redis-server: install Redis 6.2 or newer (Debian and Ubuntu: `sudo apt-get install redis-server`, macOS: `brew install redis`), or set REDIS_URL to a Redis that runs already.',
};

/**
 * Finds `redis-server`, and installs it with the system's package manager where it is missing.
 *
 * @param {{ logsFolder: string, folders?: string[], signal?: AbortSignal | undefined }} options `folders` are
 *   searched after those of PATH
 * @returns {Promise<string>} its path
 * @throws {import("./setup-error.mjs").SetupError} that says how to install it by hand
 */
export function ensureRedisServer(options) {
  return ensureSystemProgram(redisServer, options);
}
