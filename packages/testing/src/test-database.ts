import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { startPostgres } from './postgres-server.ts';

export interface TestDatabase {
  readonly url: string;
  /** Removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/** Names the server that all test files of one run share; see `shared-postgres.ts`. */
export const sharedServerVariable = 'BORA_TEST_POSTGRES_URL';

/** An empty database of its own, on the server of this test run, or on one that lives as long as the database. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const shared = process.env[sharedServerVariable];
  const server = shared ? undefined : await startPostgres();
  const serverUrl = shared ?? server!.url;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await execute(serverUrl, `create database ${name}`);
  return {
    url: Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href,
    async drop() {
      await (server ? server.stop() : execute(serverUrl, `drop database if exists ${name} with (force)`));
    },
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
