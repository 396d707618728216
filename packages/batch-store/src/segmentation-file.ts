import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { changeStateOf } from './change-state.ts';
import { type PayloadCipher, payloadContext } from './payload-cipher.ts';
import { redisNowMs } from './redis-clock.ts';

/** Keeps the next piece of a file, sealed. False where the segmentation does not take any more: it was ended. */
export async function addFilePiece(
  redis: Redis,
  cipher: PayloadCipher,
  id: string,
  piece: number,
  bytes: Uint8Array,
  waitingSeconds: number,
): Promise<boolean> {
  const sealed = cipher.seal(bytes, payloadContext.segmentationFile(id, piece));
  const nowMs = await redisNowMs(redis);
  // Counted before it is there, so that whoever ends the segmentation meanwhile removes it as well.
  const fields = { pieces: piece + 1, uploadSeenAtMs: nowMs };
  if (!(await changeStateOf(redis, redisKeys.segmentation(id), ['uploading'], fields))) return false;
  await redis.set(redisKeys.segmentationFile(id, piece), sealed, 'EX', waitingSeconds);
  return true;
}

/** Says that the upload goes on though no piece is full. */
export async function keepFileAlive(redis: Redis, id: string): Promise<void> {
  const fields = { uploadSeenAtMs: await redisNowMs(redis) };
  await changeStateOf(redis, redisKeys.segmentation(id), ['uploading'], fields);
}

/** `undefined` where the piece is gone. */
export async function readFilePiece(
  redis: Redis,
  cipher: PayloadCipher,
  id: string,
  piece: number,
): Promise<Buffer | undefined> {
  const sealed = await redis.getBuffer(redisKeys.segmentationFile(id, piece));
  return sealed ? cipher.open(sealed, payloadContext.segmentationFile(id, piece)) : undefined;
}

const keysAtOnce = 500;

/** Removes what waits of a file. */
export async function removeFilePieces(redis: Redis, id: string, pieces: number): Promise<void> {
  for (let from = 0; from < pieces; from += keysAtOnce) {
    const keys = Array.from({ length: Math.min(keysAtOnce, pieces - from) }, (_, index) =>
      redisKeys.segmentationFile(id, from + index),
    );
    await redis.unlink(...keys);
  }
}
