import { readApplication, readSingleScore, readUnrecordableScores } from '@bora/batch-store';
import { type ModelReference, type PolicyReference, redisKeys } from '@bora/contracts';
import { applicantIdsIn, applicantsFromJson } from '@bora/features';
import { ObjectNotFoundError } from '@bora/object-store';
import type { Redis } from 'ioredis';
import { storable } from '../records/storable.ts';
import type { UndecidedRowsDependencies } from '../records/undecided-rows.ts';
import type { ReadScoreTerms } from '../scores/score-terms.ts';
import { readStoredChunk } from '../upload/stored-chunk.ts';
import { readStoredUploadIndex, type StoredUploadIndex } from '../upload/stored-upload.ts';

export interface UnrecordedDependencies extends UndecidedRowsDependencies {
  readonly readTerms: ReadScoreTerms;
}

/** Where something about an applicant stands: row 0 is a single application. */
export interface Place {
  readonly source_id: string;
  readonly row_number: number;
}

/**
 * What stands in Redis and in stored uploads about an applicant and never comes into the record: rows of trials, single
 * trials, and single applications that could not be scored. They end by themselves within days or weeks and have no
 * index by applicant; all of them are looked through.
 */
export async function findUnrecordable(
  dependencies: UnrecordedDependencies,
  applicantId: string,
): Promise<Place[]> {
  return [...(await rowsOfTrials(dependencies, applicantId)), ...(await singles(dependencies, applicantId))];
}

async function rowsOfTrials(dependencies: UnrecordedDependencies, applicantId: string): Promise<Place[]> {
  const { redis, uploads, cipher } = dependencies;
  const found: Place[] = [];
  for (const id of await endedTrials(redis)) {
    const index = await indexOf(dependencies, id);
    if (!index) continue;
    const schema = await schemaOf(dependencies, index.model, index.policy);
    for (const [chunk, { firstRow }] of index.chunks.entries()) {
      const bytes = await readStoredChunk(uploads, cipher, index, chunk);
      for (const [place, given] of applicantIdsIn(bytes, index.layout, schema, firstRow).entries())
        if (storable(given) === applicantId) found.push({ source_id: id, row_number: firstRow + place });
    }
  }
  return found;
}

async function singles(dependencies: UnrecordedDependencies, applicantId: string): Promise<Place[]> {
  const { redis, cipher } = dependencies;
  const found: Place[] = [];
  for (const id of await readUnrecordableScores(redis)) {
    const single = await readSingleScore(redis, id);
    if (single?.state !== 'failed' && single?.trial !== 'yes') continue;
    const application = await readApplication(redis, cipher, id);
    if (!application) continue;
    const schema = await schemaOf(dependencies, single.model, single.policy);
    const [given] = applicantsFromJson([application], schema).applicantId;
    if (given && storable(given) === applicantId) found.push({ source_id: id, row_number: 0 });
  }
  return found;
}

/** Trials that have ended. */
async function endedTrials(redis: Redis): Promise<string[]> {
  const pipeline = redis.pipeline();
  const ids = await redis.zrange(redisKeys.batches, '0', '-1');
  for (const id of ids) pipeline.hmget(redisKeys.batchMeta(id), 'trial', 'state');
  const answers = (await pipeline.exec()) ?? [];
  return ids.filter((_, index) => {
    const [error, answer] = answers[index]!;
    if (error) throw error;
    const [trial, state] = answer as (string | null)[];
    return trial === 'yes' && state !== 'uploading' && state !== 'scoring';
  });
}

async function indexOf(
  { uploads }: UnrecordedDependencies,
  batchId: string,
): Promise<StoredUploadIndex | undefined> {
  try {
    return await readStoredUploadIndex(uploads, batchId);
  } catch (error) {
    if (error instanceof ObjectNotFoundError) return undefined;
    throw error;
  }
}

/** No problem of whoever asked: what waits for it goes on waiting. */
async function schemaOf(
  { readTerms }: UnrecordedDependencies,
  model: ModelReference,
  policy: PolicyReference,
) {
  try {
    return (await readTerms(model, policy)).schema;
  } catch (error) {
    throw new Error(`The schema of ${model.name}/${model.version} cannot be read.`, { cause: error });
  }
}
