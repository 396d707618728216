import type { ModelReference, Policy, PolicyReference } from '@bora/contracts';
import { type Coalescer, createCoalescer } from '../jobs/coalescer.ts';
import type { SingleQuestion } from '../jobs/score-single-job.ts';
import { type ModelKeeper, modelKey } from '../models/model-keeper.ts';
import type { InferencePool } from './inference-pool.ts';
import { InferenceError } from './inference-thread.ts';
import type { ScoredSingle } from './protocol.ts';

/** Scores by the versions that jobs name, in the threads of the pool. */
export interface Scorer {
  /** Loads the version if it is not loaded; answers the key by which threads know it. */
  readonly useModel: (model: ModelReference) => Promise<string>;
  readonly usePolicy: (policy: PolicyReference) => Promise<Policy>;
  readonly scoreChunk: InferencePool['scoreChunk'];
  readonly whatIf: InferencePool['whatIf'];
  /** Single applications that wait at the same moment go through one forward pass. */
  readonly coalescer: Coalescer<SingleQuestion, ScoredSingle>;
}

/** Jobs of single applications that may wait together for one forward pass. */
export const singlesAtOnce = 64;

/** What a thread turned out not to hold any more, the keeper loads again for the next attempt. */
export function createScorer(
  pool: InferencePool,
  models: ModelKeeper,
  usePolicy: Scorer['usePolicy'],
): Scorer {
  async function forgettingLost<Answer>(model: string, answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof InferenceError && error.code === 'model-not-loaded') models.forget(model);
      throw error;
    }
  }

  async function scoreSingles(questions: readonly SingleQuestion[]): Promise<readonly ScoredSingle[]> {
    const first = questions[0]!;
    const [model, policy] = await Promise.all([models.use(first.model), usePolicy(first.policy)]);
    const applications = questions.map((question) => question.application);
    return forgettingLost(model, pool.scoreSingles({ model, policy, applications }));
  }

  return {
    useModel: models.use,
    usePolicy,
    scoreChunk: (task) => forgettingLost(task.model, pool.scoreChunk(task)),
    whatIf: (task) => forgettingLost(task.model, pool.whatIf(task)),
    coalescer: createCoalescer(
      ({ model, policy }) => `${modelKey(model)} ${policy.name}/${policy.version}`,
      scoreSingles,
      singlesAtOnce,
    ),
  };
}
