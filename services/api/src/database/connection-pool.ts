import type { PostgresPool } from 'kysely';
import { Pool, types } from 'pg';
import type { Logger } from 'pino';
import { DatabaseUnreachableError } from './is-database-failure.ts';

const connectionTimeoutMs = 1_000;
const statementTimeoutMs = 10_000;
const timeouts = {
  statement_timeout: statementTimeoutMs,
  query_timeout: statementTimeoutMs + connectionTimeoutMs,
};
const maximumConnections = 10;
/** PostgreSQL's number of the type `bigint`. */
const bigint = 20;

/**
 * Connections to PostgreSQL, opened when they are needed; `connect` throws `DatabaseUnreachableError`.
 *
 * @param isPatient whether a statement may take as long as it takes, as changes of large tables do.
 */
export function connectionPool(url: string, log: Logger, isPatient = false): PostgresPool {
  const pool = new Pool({
    connectionString: url,
    max: maximumConnections,
    connectionTimeoutMillis: connectionTimeoutMs,
    ...(isPatient ? {} : timeouts),
    keepAlive: true,
    types: { getTypeParser },
  });
  // A connection that breaks while nobody uses it; the next query opens another one.
  pool.on('error', (error) => log.warn({ err: error }, 'a connection to the database broke'));
  // One that breaks between two statements of a transaction: the next statement says so.
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    connect: () =>
      pool.connect().catch((error: unknown) => {
        throw new DatabaseUnreachableError('No connection to the database can be had.', { cause: error });
      }),
    end: () => pool.end(),
  };
}

/** Counts are whole numbers that JavaScript holds exactly. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return oid === bigint ? Number : types.getTypeParser(oid, format as 'text');
}
