import type { Fault } from '../fault.ts';
import { apiKilled } from './api-killed.ts';
import { championSwapped } from './champion-swapped.ts';
import { databaseCut } from './database-cut.ts';
import { databaseGone } from './database-gone.ts';
import { diskFull } from './disk-full.ts';
import { jobTwice } from './job-twice.ts';
import { postTwice } from './post-twice.ts';
import { redisCut } from './redis-cut.ts';
import { redisKilled } from './redis-killed.ts';
import { redisStalled } from './redis-stalled.ts';
import { storeGone } from './store-gone.ts';
import { workerBlocked } from './worker-blocked.ts';
import { workerKilled } from './worker-killed.ts';
import { workerPaused } from './worker-paused.ts';

/** In the order in which runs begin with them. */
export const allFaults: readonly Fault[] = [
  workerKilled,
  redisKilled,
  apiKilled,
  jobTwice,
  postTwice,
  databaseGone,
  storeGone,
  championSwapped,
  redisCut,
  redisStalled,
  databaseCut,
  diskFull,
  workerPaused,
  workerBlocked,
];
