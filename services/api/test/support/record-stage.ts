import { type ObjectStore, openObjectStore } from '@bora/object-store';
import { startRedis, temporaryDirectory } from '@bora/testing';
import { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
import type { Database } from '../../src/database/database.ts';
import type { Tables } from '../../src/database/tables.ts';
import { openRecordDatabase } from './record-database.ts';
import { recordWork } from './record-work.ts';

/** A Redis, a record and stored uploads of a test's own, for work on the record without an api. */
export interface RecordStage {
  readonly redis: Redis;
  readonly database: Database;
  /** The same, for queries. */
  readonly query: Kysely<Tables>;
  readonly uploads: ObjectStore;
  /** What the work on the record takes. */
  work(): ReturnType<typeof recordWork>;
  close(): Promise<void>;
}

export async function openRecordStage(): Promise<RecordStage> {
  const [server, directory, database] = await Promise.all([
    startRedis(),
    temporaryDirectory(),
    openRecordDatabase(),
  ]);
  const redis = new Redis(server.url);
  const uploads = openObjectStore(`file:${directory.path}`);
  return {
    redis,
    database,
    query: database.query,
    uploads,
    work: () => recordWork(redis, database.query, uploads),
    async close() {
      redis.disconnect();
      await uploads.close();
      await Promise.all([server.stop(), database.drop(), directory.remove()]);
    },
  };
}
