import { redisKeys, WhatIfOutcome, WhatIfQuestion } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { type PayloadCipher, payloadContext } from './payload-cipher.ts';

/** The same question has the same answer and can be asked again at any time. */
const keptSeconds = 600;

/** The question of a single application has its score's id; a row's has the batch's id and the row. */
export function whatIfIdOf(id: string, row?: number): string {
  return row === undefined ? id : `${id}-${row}`;
}

/** Keeps a question, sealed, for ten minutes. One that waits already stays. */
export async function askWhatIf(
  redis: Redis,
  cipher: PayloadCipher,
  whatIfId: string,
  question: WhatIfQuestion,
): Promise<void> {
  const sealed = cipher.seal(Buffer.from(JSON.stringify(question)), payloadContext.whatIfQuestion(whatIfId));
  await redis.set(redisKeys.whatIfQuestion(whatIfId), sealed, 'EX', keptSeconds, 'NX');
}

/** `undefined` where the question is gone. */
export async function readWhatIfQuestion(
  redis: Redis,
  cipher: PayloadCipher,
  whatIfId: string,
): Promise<WhatIfQuestion | undefined> {
  const sealed = await redis.getBuffer(redisKeys.whatIfQuestion(whatIfId));
  if (!sealed) return undefined;
  const plain = cipher.open(sealed, payloadContext.whatIfQuestion(whatIfId));
  return WhatIfQuestion.parse(JSON.parse(plain.toString()));
}

/** Keeps what came of a question, sealed, for ten minutes. The first outcome stays. */
export async function keepWhatIfOutcome(
  redis: Redis,
  cipher: PayloadCipher,
  whatIfId: string,
  outcome: WhatIfOutcome,
): Promise<boolean> {
  const sealed = cipher.seal(Buffer.from(JSON.stringify(outcome)), payloadContext.whatIfOutcome(whatIfId));
  return (await redis.set(redisKeys.whatIfOutcome(whatIfId), sealed, 'EX', keptSeconds, 'NX')) === 'OK';
}

/** `undefined` where there is none yet, or none any more. */
export async function readWhatIfOutcome(
  redis: Redis,
  cipher: PayloadCipher,
  whatIfId: string,
): Promise<WhatIfOutcome | undefined> {
  const sealed = await redis.getBuffer(redisKeys.whatIfOutcome(whatIfId));
  if (!sealed) return undefined;
  const plain = cipher.open(sealed, payloadContext.whatIfOutcome(whatIfId));
  return WhatIfOutcome.parse(JSON.parse(plain.toString()));
}

/** Forgets a question and its outcome, so that it can be asked anew. */
export async function forgetWhatIf(redis: Redis, whatIfId: string): Promise<void> {
  await redis.del(redisKeys.whatIfQuestion(whatIfId), redisKeys.whatIfOutcome(whatIfId));
}
