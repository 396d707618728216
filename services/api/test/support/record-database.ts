import { createTestDatabase } from '@bora/testing';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { createLogger } from '../../src/logging/logger.ts';

/** An empty database with today's tables. */
export async function openRecordDatabase(): Promise<Database & { drop(): Promise<void>; url: string }> {
  const created = await createTestDatabase();
  const database = openDatabase(created.url, createLogger('silent'));
  await database.start();
  return {
    ...database,
    url: created.url,
    async drop() {
      await database.close();
      await created.drop();
    },
  };
}
