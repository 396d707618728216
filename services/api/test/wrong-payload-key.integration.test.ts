import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStartStage, type StartStage } from './support/start-stage.ts';
import { asSuperuser } from './support/trail.ts';

const [rightKey, wrongKey] = ['5a'.repeat(32), '6b'.repeat(32)];
const nowhere = 'redis://127.0.0.1:1';
let stage: StartStage;
beforeEach(async () => {
  stage = await openStartStage();
});
afterEach(() => stage?.close());

/** Starts, and ends at once. */
async function served(env: Record<string, string>): Promise<string> {
  const api = await stage.start(env);
  await api.waitForOutput(/"address":"http/);
  await api.kill('SIGTERM');
  return api.output;
}

/** Every row of every table, and the tables themselves. */
async function everything(): Promise<Record<string, unknown>> {
  return asSuperuser(stage.database.url, async (client) => {
    const tables = await client.query(`select tablename from pg_tables where schemaname = 'public'`);
    const found: Record<string, unknown> = {};
    for (const { tablename } of tables.rows) {
      const { rows } = await client.query(`select t::text as row from "${tablename}" t order by 1`);
      found[tablename] = rows;
    }
    return found;
  });
}

async function claimInRedis(): Promise<string | null> {
  const connection = new Redis(stage.redis.url);
  const claim = await connection.get('bora:payload-key');
  connection.disconnect();
  return claim;
}

const emptyRedis = async () => {
  const connection = new Redis(stage.redis.url);
  await connection.flushall();
  connection.disconnect();
};

test.each([
  ['is claimed', async () => {}, {}, 'in this Redis is sealed with another PAYLOAD_KEY'],
  ['is new and empty', emptyRedis, {}, 'in this database is sealed with another PAYLOAD_KEY'],
  ['is away', async () => {}, { REDIS_URL: nowhere }, 'in this database is sealed with another PAYLOAD_KEY'],
])(
  'a wrong payload key ends the start by name and leaves every row as it was, where Redis %s',
  async (_, redisOf, env, said) => {
    await served({ PAYLOAD_KEY: rightKey });
    await redisOf();
    const [before, claim] = [await everything(), await claimInRedis()];
    expect(before.data_keys).toHaveLength(1);
    const wrong = await stage.start({ PAYLOAD_KEY: wrongKey, ...env });
    expect((await wrong.exited).code).toBe(1);
    expect(wrong.stderr).toContain(said);
    expect(await everything()).toEqual(before);
    expect(await claimInRedis()).toEqual(claim);
    expect(await served({ PAYLOAD_KEY: rightKey })).not.toMatch(/"level":[56]0|found by no applicant/);
  },
);

test('a wrong payload key makes no table in an empty database whose Redis knows another one', async () => {
  const connection = new Redis(stage.redis.url);
  await connection.set('bora:payload-key', 'of another key');
  connection.disconnect();
  const wrong = await stage.start({ PAYLOAD_KEY: wrongKey });
  expect((await wrong.exited).code).toBe(1);
  expect(await everything()).toEqual({});
});

test('where the payload key is said to be lost a new one begins, and needs to be said so once', async () => {
  await served({ PAYLOAD_KEY: rightKey });
  await emptyRedis();
  const output = await served({ PAYLOAD_KEY: wrongKey, PAYLOAD_KEY_LOST: 'true' });
  expect(output).toContain('found by no applicant');
  await served({ PAYLOAD_KEY: wrongKey });
});
