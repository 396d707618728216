import { type ModelReference, redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { executeAll } from './change-state.ts';

/** Scores of one model version, in points, the newest last. */
export interface ScoresOfModel {
  readonly model: ModelReference;
  readonly scores: number[];
  /** Where they come from; absent for single applications. */
  readonly from?: ScoredFile;
}

export interface ScoredFile {
  readonly batchId: string;
  readonly fileSha256: string;
}

/** As many last scores of a version are kept: enough that chance alone moves no PSI by more than a hundredth. */
export const recentScoresKept = 10_000;
const bytesOfScore = 2;
/** A version that scores nothing for so long is not watched any more. */
const keptSeconds = 30 * 86_400;

const appendScript = `
local all = (redis.call('GET', KEYS[1]) or '') .. ARGV[1]
redis.call('SET', KEYS[1], string.sub(all, -tonumber(ARGV[2])), 'EX', ARGV[3])`;

/**
 * Adds scores of all workers to the last ones of their versions. They stand there without an id. Those of a file whose
 * bytes another batch had scored by the same version within a month are left out.
 */
export async function keepRecentScores(redis: Redis, given: readonly ScoresOfModel[]): Promise<void> {
  const isFirst = await Promise.all(given.map(({ model, from }) => !from || claimFile(redis, model, from)));
  const pipeline = redis.pipeline();
  for (const { model, scores } of given.filter((_, index) => isFirst[index])) {
    const last = Uint16Array.from(scores.slice(-recentScoresKept));
    const bytes = Buffer.from(last.buffer);
    pipeline.eval(
      appendScript,
      1,
      redisKeys.recentScores(model.name, model.version),
      bytes,
      recentScoresKept * bytesOfScore,
      keptSeconds,
    );
  }
  await executeAll(pipeline);
}

/** Whether the batch is the one that counts for its file. */
async function claimFile(
  redis: Redis,
  { name, version }: ModelReference,
  { batchId, fileSha256 }: ScoredFile,
): Promise<boolean> {
  const key = redisKeys.recentFile(name, version, fileSha256);
  const isNew = (await redis.set(key, batchId, 'EX', keptSeconds, 'NX')) === 'OK';
  return isNew || (await redis.get(key)) === batchId;
}

/** The last scores of a version, at most `recentScoresKept`; none where it has not scored for a month. */
export async function readRecentScores(redis: Redis, model: ModelReference): Promise<Uint16Array> {
  const bytes = await redis.getBuffer(redisKeys.recentScores(model.name, model.version));
  // A copy, because a view of sixteen bits must begin at an even address.
  return bytes ? new Uint16Array(Uint8Array.from(bytes).buffer) : new Uint16Array();
}
