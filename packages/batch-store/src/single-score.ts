import {
  type Application,
  askedBy,
  ModelReference,
  PolicyReference,
  packedScoreBytes,
  readPackedScore,
  redisKeys,
  type ScoreRecord,
  writePackedScore,
} from '@bora/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { executeAll } from './change-state.ts';
import { type PayloadCipher, payloadContext } from './payload-cipher.ts';
import { listUnrecordable } from './unrecordable-scores.ts';

const SingleHash = z.object({
  state: z.enum(['queued', 'scored', 'failed']),
  owner: z.string(),
  modelName: z.string(),
  modelVersion: z.string(),
  policyName: z.string(),
  policyVersion: z.coerce.number().int(),
  submittedAtMs: z.coerce.number().int(),
  /** It does not go into the record. */
  trial: z.literal('yes').optional(),
  /** The HTTP request that asked for it. */
  requestId: z.uuid().optional(),
  scoredAtMs: z.coerce.number().int().optional(),
  applicantId: z.string().optional(),
  failureCode: z.string().optional(),
  failureMessage: z.string().optional(),
});

export interface SingleScore extends z.infer<typeof SingleHash> {
  readonly id: string;
  readonly model: ModelReference;
  readonly policy: PolicyReference;
  /** Present in state `scored`. */
  readonly record: ScoreRecord | undefined;
}

export interface NewSingleScore {
  readonly id: string;
  readonly owner: string;
  readonly model: ModelReference;
  readonly policy: PolicyReference;
  readonly application: Application;
  readonly isTrial?: boolean;
  /** The HTTP request that asks for it. */
  readonly requestId?: string;
}

/** Keeps a single application, sealed, until a worker scores it, and its score until it is in the record. */
export async function createSingleScore(
  redis: Redis,
  cipher: PayloadCipher,
  single: NewSingleScore,
  waitingSeconds: number,
): Promise<void> {
  const key = redisKeys.score(single.id);
  const payload = cipher.seal(
    Buffer.from(JSON.stringify(single.application)),
    payloadContext.application(single.id),
  );
  const now = Date.now();
  const pipeline = redis.pipeline();
  if (single.isTrial) listUnrecordable(pipeline, single.id, now + waitingSeconds * 1000);
  await executeAll(
    pipeline
      .zadd(redisKeys.waitingScores, now, single.id)
      .hset(key, {
        state: 'queued',
        owner: single.owner,
        modelName: single.model.name,
        modelVersion: single.model.version,
        policyName: single.policy.name,
        policyVersion: single.policy.version,
        submittedAtMs: now,
        ...(single.isTrial ? { trial: 'yes' } : {}),
        ...askedBy(single),
        payload,
      })
      .expire(key, waitingSeconds),
  );
}

/** `undefined` where there is no such score (any more). */
export async function readSingleScore(redis: Redis, id: string): Promise<SingleScore | undefined> {
  const hash = await redis.hgetallBuffer(redisKeys.score(id));
  if (!hash.state) return undefined;
  const text = Object.fromEntries(
    Object.entries(hash)
      .filter(([field]) => field !== 'payload' && field !== 'result')
      .map(([field, value]) => [field, value.toString()]),
  );
  const single = SingleHash.parse(text);
  return {
    ...single,
    id,
    model: ModelReference.parse({ name: single.modelName, version: single.modelVersion }),
    policy: PolicyReference.parse({ name: single.policyName, version: single.policyVersion }),
    record: hash.result ? readPackedScore(hash.result) : undefined,
  };
}

/** Writes the score of a single application once. False: it was there already, or the application is gone. */
export async function commitSingleScore(
  redis: Redis,
  { id, trial }: Pick<SingleScore, 'id' | 'trial'>,
  applicantId: string,
  record: ScoreRecord,
): Promise<boolean> {
  const packed = Buffer.alloc(packedScoreBytes);
  writePackedScore(new DataView(packed.buffer, packed.byteOffset, packed.byteLength), 0, record);
  const fields = ['scoredAtMs', Date.now(), 'applicantId', applicantId, 'result', packed];
  // Listed as unrecorded before it leaves the list of those that wait, also when Redis is full: on one it is always found.
  const pipeline = redis.pipeline().eval(leaveQueuedScript, 1, redisKeys.score(id), 'scored', ...fields);
  if (trial !== 'yes') pipeline.zadd(redisKeys.unrecordedScores, Date.now(), id);
  const [changed] = await executeAll(pipeline);
  await redis.zrem(redisKeys.waitingScores, id);
  return changed === 1;
}

/** Says why no score can be given. False: it had ended already. */
export async function failSingleScore(
  redis: Redis,
  id: string,
  failure: { code: string; message: string },
): Promise<boolean> {
  const fields = ['failureCode', failure.code, 'failureMessage', failure.message];
  const leftMs = await redis.pttl(redisKeys.score(id));
  const pipeline = redis.pipeline().eval(leaveQueuedScript, 1, redisKeys.score(id), 'failed', ...fields);
  listUnrecordable(pipeline, id, Date.now() + leftMs);
  const [changed] = await executeAll(pipeline);
  await redis.zrem(redisKeys.waitingScores, id);
  return changed === 1;
}

const leaveQueuedScript = `
if redis.call('HGET', KEYS[1], 'state') ~= 'queued' then return 0 end
redis.call('HSET', KEYS[1], 'state', unpack(ARGV))
return 1`;
