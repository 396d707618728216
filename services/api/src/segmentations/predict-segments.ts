import { randomUUID } from 'node:crypto';
import { askPrediction, takePredictionAnswer } from '@bora/batch-store';
import {
  type PredictionJob,
  type PredictionQuestion,
  type ProblemCode,
  predictionJobId,
  problems,
  type SegmentPrediction,
} from '@bora/contracts';
import { ApiProblem } from '../errors.ts';
import type { ApiServices } from '../services.ts';

const waitMs = 10_000;

type PredictionServices = Pick<ApiServices, 'redis' | 'cipher' | 'predictionQueue' | 'predictionEndings'>;

/**
 * The segments of new customers, from a worker. Throws `ApiProblem`: what is wrong with the customers, or
 * `prediction-late` where no worker has answered within ten seconds.
 */
export async function predictSegments(
  { redis, cipher, predictionQueue, predictionEndings }: PredictionServices,
  question: PredictionQuestion,
  requestId: string,
): Promise<SegmentPrediction> {
  await predictionQueue.assertRoom();
  const predictionId = randomUUID();
  await askPrediction(redis, cipher, predictionId, question);
  const jobId = predictionJobId(predictionId);
  const ended = predictionEndings.next(jobId, waitMs);
  const payload: PredictionJob = { v: 1, predictionId, requestId };
  await predictionQueue.add([{ id: jobId, payload }]);
  await ended;
  const answer = await takePredictionAnswer(redis, cipher, predictionId);
  if (!answer) {
    throw new ApiProblem('prediction-late', 'No worker has answered in time. Send the customers again.', {
      retryAfterSeconds: 1,
    });
  }
  if (!('failure' in answer)) return answer;
  const { code, message } = answer.failure;
  throw new ApiProblem(isProblemCode(code) ? code : 'prediction-failed', message);
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}
