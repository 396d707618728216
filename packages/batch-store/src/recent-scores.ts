import { type ModelReference, redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { executeAll } from './change-state.ts';

/** Scores of one model version, in points, the newest last. */
export interface ScoresOfModel {
  readonly model: ModelReference;
  readonly scores: number[];
  /** The chunk that they are the scores of; absent for single applications. */
  readonly from?: ScoredFile;
}

export interface ScoredFile {
  readonly fileSha256: string;
  /**
   * From 0; the same bytes are cut in the same places while `CHUNK_ROWS` is the same. After a change of it some rows of a
   * file that was scored before count twice, or not at all where it was cancelled.
   */
  readonly chunk: number;
}

/** As many last scores of a version are kept: enough that chance alone moves no PSI by more than a hundredth. */
export const recentScoresKept = 10_000;
const bytesOfScore = 2;
/** A version that scores nothing for so long is not watched any more. */
const keptSeconds = 30 * 86_400;

const appendScript = `
local file, chunk = KEYS[2], ARGV[4]
if file and redis.call('GETBIT', file, chunk) == 1 then return end
local all = (redis.call('GET', KEYS[1]) or '') .. ARGV[1]
redis.call('SET', KEYS[1], string.sub(all, -tonumber(ARGV[2])), 'EX', ARGV[3])
if file then
  redis.call('SETBIT', file, chunk, 1)
  redis.call('EXPIRE', file, ARGV[3])
end`;

/**
 * Adds scores of all workers to the last ones of their versions. They stand there without an id. Those of a chunk are
 * left out where they stand there already, since the same version scored the same file within a month.
 */
export async function keepRecentScores(redis: Redis, given: readonly ScoresOfModel[]): Promise<void> {
  const pipeline = redis.pipeline();
  for (const { model, scores, from } of given) {
    const { name, version } = model;
    const keys = [redisKeys.recentScores(name, version)];
    if (from) keys.push(redisKeys.recentChunks(name, version, from.fileSha256));
    const last = Uint16Array.from(scores.slice(-recentScoresKept));
    const values = [Buffer.from(last.buffer), recentScoresKept * bytesOfScore, keptSeconds];
    pipeline.eval(appendScript, keys.length, ...keys, ...values, ...(from ? [from.chunk] : []));
  }
  await executeAll(pipeline);
}

/** The last scores of a version, at most `recentScoresKept`; none where it has not scored for a month. */
export async function readRecentScores(redis: Redis, model: ModelReference): Promise<Uint16Array> {
  const bytes = await redis.getBuffer(redisKeys.recentScores(model.name, model.version));
  // A copy, because a view of sixteen bits must begin at an even address.
  return bytes ? new Uint16Array(Uint8Array.from(bytes).buffer) : new Uint16Array();
}
