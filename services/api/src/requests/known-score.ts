import { readSingleScore, type SingleScore } from '@bora/batch-store';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { ApiProblem } from '../errors.ts';
import { mayRead } from '../people/ownership.ts';
import type { Principal } from '../people/principal.ts';

/** The single score of an id from outside, if who asks may read it. Throws `score-not-found`. */
export async function readKnownScore(
  redis: Redis,
  principal: Principal,
  givenId: string,
): Promise<SingleScore> {
  const id = z.uuid().safeParse(givenId);
  const single = id.success ? await readSingleScore(redis, id.data) : undefined;
  if (single && mayRead(principal, single, 'score:read-all')) return single;
  throw new ApiProblem('score-not-found', 'There is no score with this id, or it has expired.');
}
