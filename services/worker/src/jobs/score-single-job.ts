import {
  commitSingleScore,
  failSingleScore,
  type PayloadCipher,
  readApplication,
  readSingleScore,
  type SingleScore,
} from '@bora/batch-store';
import type { Application, ModelReference, PolicyReference, SingleJob } from '@bora/contracts';
import type { Redis } from 'ioredis';
import type { ScoredSingle } from '../inference/protocol.ts';
import type { Coalescer } from './coalescer.ts';

/** One application and the versions that score it. */
export interface SingleQuestion {
  readonly model: ModelReference;
  readonly policy: PolicyReference;
  readonly application: Application;
}

export interface SingleJobDependencies {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly coalescer: Coalescer<SingleQuestion, ScoredSingle>;
  /** An application got its answer here; told once of each. */
  readonly onAnswered: (single: SingleScore, scored: ScoredSingle) => void;
}

export type SingleJobOutcome = 'scored' | 'already-scored' | 'gone';

/** Scores one single application and writes its score once. */
export async function scoreSingleJob(
  dependencies: SingleJobDependencies,
  job: SingleJob,
): Promise<SingleJobOutcome> {
  const { redis, cipher } = dependencies;
  const [single, application] = await Promise.all([
    readSingleScore(redis, job.scoreId),
    readApplication(redis, cipher, job.scoreId),
  ]);
  if (!single || !application) return 'gone';
  if (single.state !== 'queued') return 'already-scored';
  const { model, policy } = single;
  const scored = await dependencies.coalescer.ask({ model, policy, application });
  const changed = scored.ok
    ? await commitSingleScore(redis, single, scored.applicantId, scored.record)
    : await failSingleScore(redis, job.scoreId, scored.failure);
  if (!changed) return 'already-scored';
  dependencies.onAnswered(single, scored);
  return 'scored';
}
