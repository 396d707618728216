import { join } from 'node:path';
import { administratorPasswordFile, localKeyFile, localStores } from './local-stores.mjs';
import { startOwnPostgres } from './own-postgres.mjs';
import { startOwnRedis } from './own-redis.mjs';
import { withProgress } from './progress-line.mjs';
import { requireReachableRedis } from './redis-reachable.mjs';
import { ensureRedisServer } from './redis-server.mjs';

/** @typedef {ReturnType<typeof import('./process-group.mjs').createProcessGroup>} ProcessGroup */

/**
 * The variables that the processes of `npm start` read; a variable that is set already wins. Starts a Redis and a
 * PostgreSQL in the group unless REDIS_URL and DATABASE_URL name them.
 *
 * @param {{ host: string, port: number, dataFolder: string, group: ProcessGroup, signal: AbortSignal }} options
 * @returns {Promise<NodeJS.ProcessEnv>}
 * @throws {SetupError} when there is no Redis or no PostgreSQL
 */
export async function prepareEnvironment({ host, port, dataFolder, group, signal }) {
  const given = process.env.REDIS_URL;
  if (given) await requireReachableRedis(given);
  return {
    ...localStores,
    ADMINISTRATOR_PASSWORD_FILE: administratorPasswordFile,
    LOCAL_KEY_FILE: localKeyFile,
    ...process.env,
    HOST: host,
    PORT: String(port),
    REDIS_URL: given || (await startRedis(dataFolder, group, signal)),
    DATABASE_URL: process.env.DATABASE_URL || (await startOwnPostgres({ dataFolder, group, signal })),
  };
}

/**
 * @param {string} dataFolder
 * @param {ProcessGroup} group
 * @param {AbortSignal} signal
 * @returns {Promise<string>} its URL
 */
async function startRedis(dataFolder, group, signal) {
  const program = await ensureRedisServer({ logsFolder: join(dataFolder, 'logs'), signal });
  const folder = join(dataFolder, 'redis');
  return withProgress('Starting Redis', () => startOwnRedis({ program, folder, group, signal }));
}
