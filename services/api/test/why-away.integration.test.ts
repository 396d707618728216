import { createTestDatabase, type TestDatabase } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../src/database/database.ts';
import { keptLog } from './support/kept-log.ts';

let there: TestDatabase;
beforeAll(async () => {
  there = await createTestDatabase();
});
afterAll(() => there?.drop());

const changed = (parts: Partial<URL>) => Object.assign(new URL(there.url), parts).href;

test.each([
  ['28P01', 'refuses the password', () => changed({ password: 'wrong-and-secret' })],
  ['3D000', 'no database of the name', () => changed({ pathname: '/no-such-database' })],
  ['ECONNREFUSED', 'Nothing listens', () => changed({ port: '1' })],
  ['ENOTFOUND|EAI_AGAIN', 'name of the database', () => changed({ hostname: 'no-such-host.invalid' })],
])(
  'a database that cannot be used (%s) says why to who asks and in the log, once, without address or password',
  async (code, said, urlOf) => {
    const { log, lines } = keptLog();
    const database = openDatabase(urlOf(), log);
    try {
      await database.start();
      const away = await database.check();
      expect(away?.code).toMatch(new RegExp(`^(${code})$`));
      expect(away?.message).toContain(said);
      expect(away?.message).toContain(`(${away?.code})`);
      expect(lines).toMatchObject([
        { level: 40, msg: 'the database is away', code: away?.code, reason: away?.message },
      ]);
      expect(JSON.stringify([away, lines])).not.toMatch(/wrong-and-secret|no-such|127\.0\.0\.1/);
    } finally {
      await database.close();
    }
  },
);

test('a payload key that does not fit is what is said of a database that was away when the api started', async () => {
  const { log, lines } = keptLog();
  let tries = 0;
  const database = openDatabase(there.url, log, {
    inspect: async () => {
      tries += 1;
      if (tries === 1) throw Object.assign(new Error('starting'), { code: '57P03', severity: 'FATAL' });
      throw Object.assign(new Error('another key'), { code: 'payload-key-mismatch' });
    },
    prepare: async () => {},
  });
  try {
    await database.start();
    expect((await database.check())?.code).toBe('57P03');
    await expect
      .poll(async () => (await database.check())?.code, { timeout: 10_000 })
      .toBe('payload-key-mismatch');
    await expect.poll(() => tries, { timeout: 10_000 }).toBeGreaterThan(3);
    expect(lines.map(({ level, code }) => [level, code])).toEqual([
      [40, '57P03'],
      [50, 'payload-key-mismatch'],
    ]);
  } finally {
    await database.close();
  }
});
