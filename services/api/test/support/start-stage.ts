import {
  createTestDatabase,
  type RedisServer,
  type RunningProcess,
  spawnProgram,
  startRedis,
  type TestDatabase,
  temporaryDirectory,
} from '@bora/testing';

/** What an api finds when it starts for the first time: an empty Redis, an empty database and an empty folder. */
export interface StartStage {
  readonly redis: RedisServer;
  readonly database: TestDatabase;
  readonly folder: string;
  /** Starts an api of these, in addition to those that run; it may still be starting, or end at once. */
  start(env: Record<string, string>): Promise<RunningProcess>;
  /** Ends what was started. */
  close(): Promise<void>;
}

export async function openStartStage(): Promise<StartStage> {
  const [redis, directory, database] = await Promise.all([
    startRedis(),
    temporaryDirectory(),
    createTestDatabase(),
  ]);
  const running: RunningProcess[] = [];
  return {
    redis,
    database,
    folder: directory.path,
    async start(env) {
      const own = { PORT: '0', REDIS_URL: redis.url, DATABASE_URL: database.url };
      const api = await spawnProgram('api', { cwd: directory.path, env: { ...own, ...env } });
      running.push(api);
      return api;
    },
    async close() {
      await Promise.all(running.map((one) => one.kill('SIGKILL')));
      await redis.stop();
      await database.drop();
      await directory.remove();
    },
  };
}
