import { startPostgres } from './postgres-server.ts';
import { sharedServerVariable } from './test-database.ts';

/**
 * Set-up of a whole test run: one PostgreSQL server, on which each test file makes a database of its own. The first
 * project that asks for it starts it for all.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[sharedServerVariable] !== undefined) return undefined;
  const server = await startPostgres();
  process.env[sharedServerVariable] = server.url;
  return () => server.stop();
}
