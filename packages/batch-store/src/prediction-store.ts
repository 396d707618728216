import { PredictionAnswer, PredictionQuestion, redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { type PayloadCipher, payloadContext } from './payload-cipher.ts';

/** Whoever asked waits for seconds; nobody asks for the answer afterwards. */
const keptSeconds = 120;

/** Keeps customers whose segments are asked for, sealed. */
export async function askPrediction(
  redis: Redis,
  cipher: PayloadCipher,
  predictionId: string,
  question: PredictionQuestion,
): Promise<void> {
  const sealed = cipher.seal(
    Buffer.from(JSON.stringify(question)),
    payloadContext.predictionQuestion(predictionId),
  );
  await redis.set(redisKeys.predictionQuestion(predictionId), sealed, 'EX', keptSeconds);
}

/** `undefined` where the question is gone. */
export async function readPredictionQuestion(
  redis: Redis,
  cipher: PayloadCipher,
  predictionId: string,
): Promise<PredictionQuestion | undefined> {
  const sealed = await redis.getBuffer(redisKeys.predictionQuestion(predictionId));
  if (!sealed) return undefined;
  const plain = cipher.open(sealed, payloadContext.predictionQuestion(predictionId));
  return PredictionQuestion.parse(JSON.parse(plain.toString()));
}

/** Keeps the answer, sealed, and forgets the question. */
export async function keepPredictionAnswer(
  redis: Redis,
  cipher: PayloadCipher,
  predictionId: string,
  answer: PredictionAnswer,
): Promise<void> {
  const sealed = cipher.seal(
    Buffer.from(JSON.stringify(answer)),
    payloadContext.predictionAnswer(predictionId),
  );
  await redis.set(redisKeys.predictionAnswer(predictionId), sealed, 'EX', keptSeconds);
  await redis.unlink(redisKeys.predictionQuestion(predictionId));
}

/** Reads the answer and forgets it; `undefined` where it is not there. */
export async function takePredictionAnswer(
  redis: Redis,
  cipher: PayloadCipher,
  predictionId: string,
): Promise<PredictionAnswer | undefined> {
  const key = redisKeys.predictionAnswer(predictionId);
  const sealed = await redis.getBuffer(key);
  if (!sealed) return undefined;
  await redis.unlink(key);
  const plain = cipher.open(sealed, payloadContext.predictionAnswer(predictionId));
  return PredictionAnswer.parse(JSON.parse(plain.toString()));
}
