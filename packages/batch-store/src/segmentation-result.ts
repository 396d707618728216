import { MemberPage, redisKeys, SegmentationResult } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { type PayloadCipher, payloadContext } from './payload-cipher.ts';

/** Keeps a page of members (the JSON of a `MemberPage`), sealed; again in the place of one from an earlier attempt. */
export async function keepMemberPage(
  redis: Redis,
  cipher: PayloadCipher,
  id: string,
  page: number,
  json: Uint8Array,
  waitingSeconds: number,
): Promise<void> {
  const sealed = cipher.seal(json, payloadContext.segmentationMembers(id, page));
  await redis.set(redisKeys.segmentationMembers(id, page), sealed, 'EX', waitingSeconds);
}

/** `undefined` where the page is not there (any more). */
export async function readMemberPage(
  redis: Redis,
  cipher: PayloadCipher,
  id: string,
  page: number,
): Promise<MemberPage | undefined> {
  const sealed = await redis.getBuffer(redisKeys.segmentationMembers(id, page));
  if (!sealed) return undefined;
  const plain = cipher.open(sealed, payloadContext.segmentationMembers(id, page));
  return MemberPage.parse(JSON.parse(plain.toString()));
}

export async function keepSegmentationResult(
  redis: Redis,
  cipher: PayloadCipher,
  id: string,
  result: SegmentationResult,
  waitingSeconds: number,
): Promise<void> {
  const sealed = cipher.seal(Buffer.from(JSON.stringify(result)), payloadContext.segmentationResult(id));
  await redis.set(redisKeys.segmentationResult(id), sealed, 'EX', waitingSeconds);
}

/** `undefined` where there is none (any more). */
export async function readSegmentationResult(
  redis: Redis,
  cipher: PayloadCipher,
  id: string,
): Promise<SegmentationResult | undefined> {
  const sealed = await redis.getBuffer(redisKeys.segmentationResult(id));
  if (!sealed) return undefined;
  const plain = cipher.open(sealed, payloadContext.segmentationResult(id));
  return SegmentationResult.parse(JSON.parse(plain.toString()));
}
