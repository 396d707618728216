import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { storable } from '../records/storable.ts';

const scoresAtOnce = 1_000;

/**
 * Whether something about the applicant that came until this moment may not be in the record yet. Of applications that
 * wait for their score, and of batches, nobody knows who stands in them. To be asked before the record is read: what is
 * not met here is there.
 */
export async function mayBeUnrecorded(redis: Redis, applicantId: string, until: Date): Promise<boolean> {
  // In the order in which a score goes from list to list.
  for (const list of [redisKeys.activeBatches, redisKeys.waitingScores]) {
    if ((await redis.zcount(list, '-inf', until.getTime())) > 0) return true;
  }
  return hasUnrecordedScore(redis, applicantId);
}

async function hasUnrecordedScore(redis: Redis, applicantId: string): Promise<boolean> {
  const ids = await redis.zrange(redisKeys.unrecordedScores, '0', '-1');
  for (let from = 0; from < ids.length; from += scoresAtOnce) {
    const some = ids.slice(from, from + scoresAtOnce);
    const applicants = await Promise.all(some.map((id) => redis.hget(redisKeys.score(id), 'applicantId')));
    if (applicants.some((id) => id !== null && storable(id) === applicantId)) return true;
  }
  return false;
}
