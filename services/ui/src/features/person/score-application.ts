import { PendingScore, Score } from '@bora/contracts';
import { z } from 'zod';
import { callApi } from '../../shared/api.ts';

const AnyScore = z.union([Score, PendingScore]);
const askAgainMs = 500;

/** The values of one application, as they stand in the form, by variable name. */
export type FormValues = Readonly<Record<string, string>>;

/** The application was taken, but no worker could score it. */
export class ScoreFailedError extends Error {
  override readonly name = 'ScoreFailedError';
}

/**
 * Scores one application and waits for the answer, however long the queue is. Empty values are missing. A trial does
 * not go into the record.
 */
export async function scoreApplication(
  values: FormValues,
  isTrial: boolean,
  signal: AbortSignal,
): Promise<Score> {
  const given = Object.entries(values).filter(([, value]) => value.trim() !== '');
  let answer = await callApi(isTrial ? '/v1/scores?trial=true' : '/v1/scores', AnyScore, {
    method: 'POST',
    body: Object.fromEntries(given),
    headers: { prefer: 'wait=10' },
    signal,
  });
  while (answer.state === 'queued') {
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
    answer = await callApi(`/v1/scores/${answer.id}`, AnyScore, { signal });
  }
  if (answer.state !== 'scored') throw new ScoreFailedError(answer.failure?.message ?? '');
  return answer;
}
