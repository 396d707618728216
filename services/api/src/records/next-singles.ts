import {
  readUnrecordedIds,
  readUnrecordedScore,
  stillUnrecorded,
  type UnrecordedScore,
} from '@bora/batch-store';
import type { Redis } from 'ioredis';
import type { FailingWork } from './failing-work.ts';
import { isAway } from './passing-failure.ts';

/** A single score that cannot be recorded as it is. */
export interface LeftAside {
  readonly id: string;
  readonly error: unknown;
}

export interface NextSingles {
  readonly scores: UnrecordedScore[];
  /** Ids of those of which there is nothing any more. */
  readonly gone: string[];
  readonly leftAside: LeftAside[];
  /** Whether others may wait that were never tried. */
  readonly areMore: boolean;
}

/**
 * The single scores that are to be recorded next, at most `limit`: those that were never tried, then those that failed and
 * are due again, each the oldest first. What fails, however much it is, so keeps nothing else waiting. Forgets failures
 * of what is not listed any more. Throws where Redis is away.
 */
export async function readNextSingles(
  redis: Redis,
  failing: FailingWork,
  limit: number,
): Promise<NextSingles> {
  const { untried, due } = await nextIds(redis, failing, limit);
  const read = await readScores(redis, [...untried, ...due].slice(0, limit));
  return { ...read, areMore: untried.length >= limit };
}

/** What was never tried, at least `limit` where there are so many, and what is due again; the oldest first. */
async function nextIds(
  redis: Redis,
  failing: FailingWork,
  limit: number,
): Promise<{ untried: string[]; due: string[] }> {
  const failed = new Set(failing.ids());
  const listed = new Set(await readUnrecordedIds(redis, limit + failed.size));
  const others = failing.ids().filter((id) => !listed.has(id));
  failing.keepOnly([...listed, ...(await stillUnrecorded(redis, others))]);
  return {
    untried: [...listed].filter((id) => !failed.has(id)),
    due: [...listed].filter((id) => failed.has(id) && failing.isDue(id)),
  };
}

async function readScores(redis: Redis, ids: readonly string[]): Promise<Omit<NextSingles, 'areMore'>> {
  const scores: UnrecordedScore[] = [];
  const gone: string[] = [];
  const leftAside: LeftAside[] = [];
  await Promise.all(
    ids.map(async (id) => {
      try {
        const score = await readUnrecordedScore(redis, id);
        if (score) scores.push(score);
        else gone.push(id);
      } catch (error) {
        if (isAway(error)) throw error;
        leftAside.push({ id, error });
      }
    }),
  );
  return { scores, gone, leftAside };
}
