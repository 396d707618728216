import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { executeAll } from './change-state.ts';
import { type PayloadCipher, payloadContext } from './payload-cipher.ts';
import type { SimulationRecord } from './simulation-record.ts';

/**
 * Adds what a chunk comes to, once, sealed: a sum over a few applicants tells what one of them earns. False: it was
 * there already.
 */
export async function addSimulationPart(
  redis: Redis,
  cipher: PayloadCipher,
  id: string,
  chunk: number,
  part: string,
  waitingSeconds: number,
): Promise<boolean> {
  const key = redisKeys.simulationParts(id);
  const sealed = cipher.seal(Buffer.from(part), payloadContext.simulationPart(id, chunk));
  const [added] = await executeAll(
    redis.multi().hsetnx(key, String(chunk), sealed).expire(key, waitingSeconds),
  );
  return added === 1;
}

const partsAtOnce = 20;

/** The part of every chunk, some at a time; `null` where one is not there (any more). */
export async function* readSimulationParts(
  redis: Redis,
  cipher: PayloadCipher,
  { id, chunks }: Pick<SimulationRecord, 'id' | 'chunks'>,
): AsyncGenerator<string | null> {
  for (let first = 0; first < chunks; first += partsAtOnce) {
    const length = Math.min(partsAtOnce, chunks - first);
    const numbers = Array.from({ length }, (_, index) => first + index);
    const sealed = await redis.hmgetBuffer(redisKeys.simulationParts(id), ...numbers.map(String));
    for (const [index, part] of sealed.entries()) {
      const context = payloadContext.simulationPart(id, first + index);
      yield part && cipher.open(part, context).toString();
    }
  }
}

/** Numbers of the chunks that are done. */
export async function readReplayedChunks(redis: Redis, id: string): Promise<ReadonlySet<number>> {
  return new Set((await redis.hkeys(redisKeys.simulationParts(id))).map(Number));
}

/** Whether a chunk is done. */
export async function isChunkReplayed(redis: Redis, id: string, chunk: number): Promise<boolean> {
  return (await redis.hexists(redisKeys.simulationParts(id), String(chunk))) === 1;
}
