import { redisKeys } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { Platform } from './platform.ts';

/** Removes what Redis holds of a segmentation, and the list, as when they have expired, once the record has it. */
export async function forgetSegmentation({ redis, databaseUrl }: Platform, id: string): Promise<void> {
  const [connection, database] = [new Redis(redis.url), new Client({ connectionString: databaseUrl })];
  try {
    await database.connect();
    const recorded = () => database.query('select 1 from segmentations where id = $1', [id]);
    await waitUntil(async () => (await recorded()).rowCount === 1, {
      what: 'the segmentation to be recorded',
    });
    const keys = await connection.keys(`bora:{${id}}:*`);
    // State, result and members at least.
    if (keys.length < 3) throw new Error('Redis has forgotten the segmentation already.');
    await connection.del(...keys, redisKeys.segmentations);
  } finally {
    connection.disconnect();
    await database.end();
  }
}
