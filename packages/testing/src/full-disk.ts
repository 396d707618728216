import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import type { RedisServer } from './redis-server.ts';
import { waitUntil } from './wait-until.ts';

/** From now on Redis refuses every write (`MISCONF`), as on a full disk: where its file belongs there is a folder. */
export async function spoilDisk({ dir }: RedisServer, redis: Redis): Promise<void> {
  await mkdir(join(dir, 'dump.rdb'));
  await redis.config('SET', 'save', '3600 1');
  await redis.bgsave();
  await waitUntil(async () => (await redis.info('persistence')).includes('rdb_last_bgsave_status:err'), {
    what: 'Redis to notice that it cannot save',
  });
}

/** Redis takes writes again, if its disk was spoilt. */
export async function mendDisk({ dir }: RedisServer, redis: Redis): Promise<void> {
  await redis.config('SET', 'save', '');
  await rm(join(dir, 'dump.rdb'), { recursive: true, force: true });
}
