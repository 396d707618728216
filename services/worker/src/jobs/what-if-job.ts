import {
  keepWhatIfOutcome,
  type PayloadCipher,
  readWhatIfOutcome,
  readWhatIfQuestion,
} from '@bora/batch-store';
import type { ModelReference, Policy, PolicyReference, WhatIfJob } from '@bora/contracts';
import type { Redis } from 'ioredis';
import type { InferencePool } from '../inference/inference-pool.ts';

export interface WhatIfJobDependencies {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly whatIf: InferencePool['whatIf'];
  /** Loads the version if it is not loaded; answers the key by which threads know it. */
  readonly useModel: (model: ModelReference) => Promise<string>;
  readonly usePolicy: (policy: PolicyReference) => Promise<Policy>;
}

export type WhatIfJobOutcome = 'answered' | 'already-answered' | 'gone';

/** Answers what would change one decision, once. */
export async function whatIfJob(
  { redis, cipher, whatIf, useModel, usePolicy }: WhatIfJobDependencies,
  { whatIfId }: WhatIfJob,
): Promise<WhatIfJobOutcome> {
  const [question, outcome] = await Promise.all([
    readWhatIfQuestion(redis, cipher, whatIfId),
    readWhatIfOutcome(redis, cipher, whatIfId),
  ]);
  if (outcome) return 'already-answered';
  if (!question) return 'gone';
  const [model, policy] = await Promise.all([useModel(question.model), usePolicy(question.policy)]);
  const answer = await whatIf({ model, policy, application: question.application });
  const isFirst = await keepWhatIfOutcome(redis, cipher, whatIfId, answer);
  return isFirst ? 'answered' : 'already-answered';
}
