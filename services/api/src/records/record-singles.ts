import {
  markScoresRecorded,
  type PayloadCipher,
  payloadContext,
  readUnrecordedScores,
  type UnrecordedScore,
} from '@bora/batch-store';
import type { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { ReadScoreTerms } from '../scores/score-terms.ts';
import type { DataKeys } from './data-keys.ts';
import { insertDecisions, keepWording } from './decision-rows.ts';

export interface RecordSinglesDependencies {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly query: Kysely<Tables>;
  readonly dataKeys: DataKeys;
  readonly readTerms: ReadScoreTerms;
  readonly resultSeconds: number;
}

const scoresAtOnce = 500;

/**
 * Writes single scores that are not in the record yet, with the values that were given, and then lets them expire.
 * They stay listed until that is done, so that a crash loses none; what is in the record already stays as it is.
 *
 * @returns whether more may wait. Throws where some could not be written, after the others were.
 */
export async function recordSingles(dependencies: RecordSinglesDependencies): Promise<boolean> {
  const { redis, resultSeconds } = dependencies;
  const { scores, gone } = await readUnrecordedScores(redis, scoresAtOnce);
  await markScoresRecorded(redis, gone, resultSeconds);
  const failures: unknown[] = [];
  for (const group of byVersions(scores)) {
    try {
      await recordGroup(dependencies, group);
      const ids = group.map(({ id }) => id);
      await markScoresRecorded(redis, ids, resultSeconds);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return scores.length + gone.length === scoresAtOnce;
}

function byVersions(scores: readonly UnrecordedScore[]): Iterable<UnrecordedScore[]> {
  const groups = new Map<string, UnrecordedScore[]>();
  for (const score of scores) {
    const { model, policy } = score;
    const versions = `${model.name}/${model.version} ${policy.name}/${policy.version}`;
    const group = groups.get(versions);
    if (group) group.push(score);
    else groups.set(versions, [score]);
  }
  return groups.values();
}

/** Scores of one model and policy. */
async function recordGroup(
  { cipher, query, dataKeys, readTerms }: RecordSinglesDependencies,
  scores: readonly UnrecordedScore[],
): Promise<void> {
  const [first] = scores;
  if (!first) return;
  const terms = await readTerms(first.model, first.policy);
  const key = await dataKeys.ofMonth(new Date());
  const rows = scores.map(({ id, record, ...single }) => ({
    sourceId: id,
    row: 0,
    decidedAt: new Date(single.scoredAtMs ?? single.submittedAtMs),
    applicantId: single.applicantId ?? '',
    record: record!,
    officer: single.owner,
    sealedValues: single.sealedApplication && resealed(id, single.sealedApplication),
  }));
  await keepWording(query, terms);
  await insertDecisions(query, terms, rows, key.id);

  function resealed(id: string, sealed: Buffer): Buffer {
    const context = payloadContext.application(id);
    return key.cipher.seal(cipher.open(sealed, context), context);
  }
}
