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
  let singles = new Map<string, ScoresOfModel>();
  let chunks: ScoresOfModel[] = [];
  return {
    add(model, scores, from) {
      if (from) {
        chunks.push({ model, scores: [...scores], from });
        return;
      }
      const key = `${model.name}/${model.version}`;
      const known = singles.get(key) ?? { model, scores: [] };
      known.scores.push(...scores);
      singles.set(key, known);
    },
    async flush() {
      const gathered = [...chunks, ...singles.values()];
      singles = new Map();
      chunks = [];
      await keepRecentScores(redis, gathered);
    },
  };
}
