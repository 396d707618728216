import { readRecentScores } from '@bora/batch-store';
import { type ModelReference, Reference, type ScoreDrift } from '@bora/contracts';
import { psi } from '@bora/metrics';
import type { ObjectStore } from '@bora/object-store';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { z } from 'zod';
import { modelId } from '../models/served-model.ts';

type ScoreReference = Reference['score'];
/** The part of a bundle's `reference.json` that is read here. */
const WithScore = z.object({ score: Reference.shape.score });

/** Beyond what workers hold at a time. */
const maximumKept = 16;

/** How far the last scores of model versions have moved from the scores of training. */
export type ReadScoreDrift = (models: readonly ModelReference[]) => Promise<ScoreDrift[]>;

export function createScoreDrift(store: ObjectStore, redis: Redis, log: Logger): ReadScoreDrift {
  const references = new Map<string, ScoreReference>();

  async function referenceOf(model: ModelReference): Promise<ScoreReference> {
    const id = modelId(model);
    const known = references.get(id);
    if (known) return known;
    const bytes = await store.get(`${id}/reference.json`);
    const { score } = WithScore.parse(JSON.parse(Buffer.from(bytes).toString()));
    if (references.size >= maximumKept) references.clear();
    references.set(id, score);
    return score;
  }

  return (models) =>
    Promise.all(
      models.map(async (model) => {
        const scores = await readRecentScores(redis, model);
        if (scores.length === 0) return { model, psi: null, scores: 0 };
        // The state of the queues must be seen also while the store is away or this file is damaged.
        const reference = await referenceOf(model).catch((error: unknown) => {
          log.warn({ err: error, model }, 'the scores of training cannot be read');
          return undefined;
        });
        const drift = reference ? psi(reference.shares, binCounts(scores, reference.edges)) : null;
        return { model, psi: drift, scores: scores.length };
      }),
    );
}

/** How many scores fall into each bin; one equal to an edge belongs to the bin above. */
export function binCounts(scores: Iterable<number>, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const score of scores) {
    const above = edges.findIndex((edge) => score < edge);
    const bin = above === -1 ? edges.length : above;
    counts[bin] = counts[bin]! + 1;
  }
  return counts;
}
