import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Logger } from 'pino';
import { connectionPool } from './connection-pool.ts';
import { isDatabaseFailure } from './is-database-failure.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './tables.ts';
import { type WhyAway, whyAway } from './why-away.ts';

/** The record of what was decided, and of the people who may see it. */
export interface Database {
  /** Queries fail at once while PostgreSQL is away; see `isDatabaseFailure`. */
  readonly query: Kysely<Tables>;
  /** Why it cannot be used now; `undefined` where PostgreSQL answers and its tables are of this version. */
  check(): Promise<WhyAway | undefined>;
  /**
   * Inspects what is there, brings the tables up to date and does what is to be done then; resolves also when PostgreSQL is
   * away, and goes on trying. Throws where one of these fails.
   */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** What belongs to a start, each time the database is found. Both may throw what makes it unusable. */
interface Steps {
  /** Before anything is written; there may be no tables yet. */
  inspect(query: Kysely<Tables>): Promise<void>;
  /** Once the tables are up to date. */
  prepare(query: Kysely<Tables>): Promise<void>;
}

const retryMs = 1_000;
const noSteps: Steps = { inspect: async () => {}, prepare: async () => {} };

/** Nothing connects before `start`. */
export function openDatabase(url: string, log: Logger, { inspect, prepare } = noSteps): Database {
  const query = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: connectionPool(url, log) }) });
  const closing = new AbortController();
  let away: WhyAway | undefined = { code: null, message: 'The database was not asked yet.' };

  return {
    query,
    check: async () => away ?? (await sql`select 1`.execute(query).then(() => undefined, whyAway)),
    async start() {
      try {
        await bringUpToDate();
      } catch (error) {
        if (!isDatabaseFailure(error)) throw error;
        sayAway(error);
        retry();
      }
    },
    async close() {
      closing.abort();
      await query.destroy();
    },
  };

  async function bringUpToDate(): Promise<void> {
    await inspect(query);
    const patient = new Kysely<Tables>({
      dialect: new PostgresDialect({ pool: connectionPool(url, log, true) }),
    });
    try {
      await migrate(patient);
    } finally {
      await patient.destroy();
    }
    await prepare(query);
    away = undefined;
  }

  /** Says it once, and again where the reason is another one. */
  function sayAway(error: unknown): void {
    const before = away?.message;
    away = whyAway(error);
    if (away.message === before) return;
    const { code, message: reason } = away;
    if (isDatabaseFailure(error)) log.warn({ code, reason }, 'the database is away');
    else log.error({ code, reason, err: error }, 'the database cannot be used');
  }

  function retry(): void {
    const timer = setTimeout(async () => {
      if (closing.signal.aborted) return;
      try {
        await bringUpToDate();
        log.info('the database is back');
      } catch (error) {
        sayAway(error);
        retry();
      }
    }, retryMs);
    timer.unref();
  }
}
