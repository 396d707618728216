import { keepRecentScores, type ScoredFile, type ScoresOfModel } from '@bora/batch-store';
import type { ModelReference } from '@bora/contracts';
import type { Redis } from 'ioredis';

/** Gathers scores until they are added to those that every worker's last ones are kept among, to be watched for drift. */
export interface RecentScores {
  add(model: ModelReference, scores: Iterable<number>, from?: ScoredFile): void;
  /** Adds what was gathered. What a crash loses between two calls moves no share that anybody would notice. */
  flush(): Promise<void>;
}

export function createRecentScores(redis: Redis): RecentScores {
  let gathered = new Map<string, ScoresOfModel>();
  return {
    add(model, scores, from) {
      const key = `${model.name}/${model.version} ${from?.batchId ?? ''}`;
      const known = gathered.get(key) ?? { model, scores: [], ...(from && { from }) };
      for (const score of scores) known.scores.push(score);
      gathered.set(key, known);
    },
    async flush() {
      const scores = [...gathered.values()];
      gathered = new Map();
      await keepRecentScores(redis, scores);
    },
  };
}
