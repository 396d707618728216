import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Logger } from 'pino';
import { connectionPool } from './connection-pool.ts';
import { isDatabaseFailure } from './is-database-failure.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './tables.ts';

/** The record of what was decided, and of the people who may see it. */
export interface Database {
  /** Queries fail at once while PostgreSQL is away; see `isDatabaseFailure`. */
  readonly query: Kysely<Tables>;
  /** Whether PostgreSQL answers and its tables are of this version. */
  check(): Promise<boolean>;
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
  let isCurrent = false;

  return {
    query,
    async check() {
      if (isCurrent) await sql`select 1`.execute(query);
      return isCurrent;
    },
    async start() {
      isCurrent = await bringUpToDate();
      if (isCurrent) return;
      log.warn('the database is away');
      retry();
    },
    async close() {
      closing.abort();
      await query.destroy();
    },
  };

  async function bringUpToDate(): Promise<boolean> {
    try {
      await inspect(query);
      if (!(await migratePatiently())) return false;
      await prepare(query);
      return true;
    } catch (error) {
      if (isDatabaseFailure(error)) return false;
      throw error;
    }
  }

  async function migratePatiently(): Promise<boolean> {
    const patient = new Kysely<Tables>({
      dialect: new PostgresDialect({ pool: connectionPool(url, log, true) }),
    });
    try {
      return await migrate(patient);
    } finally {
      await patient.destroy();
    }
  }

  function retry(): void {
    const timer = setTimeout(async () => {
      if (closing.signal.aborted) return;
      isCurrent = await bringUpToDate().catch((error: unknown) => {
        log.error({ err: error }, 'the database cannot be used');
        return false;
      });
      if (isCurrent) log.info('the database is back');
      else retry();
    }, retryMs);
    timer.unref();
  }
}
