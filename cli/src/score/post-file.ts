import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Batch } from '@bora/contracts';
import { parseAnswer } from './api-client.ts';
import { apiFailure, ConnectionFailure } from './api-failure.ts';
import { answerTo, openRequest } from './api-request.ts';
import type { ApiTarget } from './api-target.ts';
import type { UploadBody } from './upload-body.ts';

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
}

/**
 * Posts the file once. An answer that comes before the last byte ends the upload and counts.
 *
 * @throws ApiFailure, ConnectionFailure; the signal's error when it is aborted.
 */
export async function postFile(
  url: URL,
  target: Pick<ApiTarget, 'key'>,
  body: UploadBody,
  idempotencyKey: string,
  onFileBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Batch> {
  const request = openRequest(url, target, {
    method: 'POST',
    signal,
    headers: {
      'content-type': body.contentType,
      'content-length': body.length,
      'idempotency-key': idempotencyKey,
    },
  });
  const answered = answerTo(request).then(
    async (response): Promise<Answer> => ({
      status: response.statusCode ?? 0,
      retryAfter: response.headers['retry-after'] ?? null,
      body: await text(response),
    }),
  );
  // After an early answer the api takes no more bytes; what matters is the answer.
  const sent = pipeline(Readable.from(body.pieces(onFileBytes)), request).catch(() => {});
  let answer: Answer;
  try {
    answer = await answered;
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ConnectionFailure(url, error);
  } finally {
    request.destroy();
    await sent;
  }
  if (answer.status < 200 || answer.status > 299)
    throw apiFailure(answer.status, answer.retryAfter, answer.body);
  return parseAnswer(url, answer.body, Batch);
}
