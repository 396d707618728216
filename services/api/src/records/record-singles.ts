import {
  markScoresRecorded,
  type PayloadCipher,
  payloadContext,
  type UnrecordedScore,
} from '@bora/batch-store';
import type { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Tables } from '../database/tables.ts';
import type { ReadScoreTerms } from '../scores/score-terms.ts';
import type { DataKeys } from './data-keys.ts';
import { insertDecisions, keepWording } from './decision-rows.ts';
import type { FailingWork } from './failing-work.ts';
import { type LeftAside, readNextSingles } from './next-singles.ts';
import { isAway } from './passing-failure.ts';

export interface RecordSinglesDependencies {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly query: Kysely<Tables>;
  readonly dataKeys: DataKeys;
  readonly readTerms: ReadScoreTerms;
  readonly resultSeconds: number;
  readonly log: Logger;
  readonly failing: FailingWork;
}

const scoresAtOnce = 500;

/**
 * Writes single scores that are not in the record yet, with the values that were given, and then lets them expire.
 * They stay listed until that is done, so that a crash loses none; what is in the record already stays as it is. One that
 * cannot be written is told once and stays listed; what was never tried goes before it.
 *
 * @returns whether more that was never tried may be written at once. Throws where something was away, after the others
 * were written.
 */
export async function recordSingles(dependencies: RecordSinglesDependencies): Promise<boolean> {
  const { redis, resultSeconds, log, failing } = dependencies;
  const { scores, gone, leftAside, areMore } = await readNextSingles(redis, failing, scoresAtOnce);
  if (gone.length > 0) log.error({ scoreIds: gone }, 'scores were gone before they were recorded');
  await markScoresRecorded(redis, gone, resultSeconds);
  for (const id of gone) failing.forget(id);
  const failures: unknown[] = [];
  for (const group of byVersions(scores)) {
    try {
      leftAside.push(...(await recordWhatCanBe(dependencies, group)));
    } catch (error) {
      failures.push(error);
    }
  }
  for (const { id, error } of leftAside) failing.failed(id, error);
  if (failures.length > 0) throw failures[0];
  return areMore;
}

/** All of a group at once or, where one of them spoils that, each by itself. Throws while something is away. */
async function recordWhatCanBe(
  dependencies: RecordSinglesDependencies,
  group: readonly UnrecordedScore[],
): Promise<LeftAside[]> {
  const ids = group.map(({ id }) => id);
  try {
    await recordGroup(dependencies, group);
    await markScoresRecorded(dependencies.redis, ids, dependencies.resultSeconds);
    for (const id of ids) dependencies.failing.forget(id);
    return [];
  } catch (error) {
    if (isAway(error)) throw error;
    if (group.length <= 1) return ids.map((id) => ({ id, error }));
    const leftAside: LeftAside[] = [];
    for (const score of group) leftAside.push(...(await recordWhatCanBe(dependencies, [score])));
    return leftAside;
  }
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
