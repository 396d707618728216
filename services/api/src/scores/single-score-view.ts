import type { SingleScore } from '@bora/batch-store';
import type { PendingScore, Score } from '@bora/contracts';
import { describeScore } from './describe-score.ts';
import type { ReadScoreTerms } from './score-terms.ts';

/** A single score as the api answers it. */
export async function singleScoreView(
  single: SingleScore,
  readTerms: ReadScoreTerms,
): Promise<Score | PendingScore> {
  const { id, state, record } = single;
  if (state === 'scored' && record) {
    const terms = await readTerms(single.model, single.policy);
    const scoredAtMs = single.scoredAtMs ?? single.submittedAtMs;
    return { id, state, ...describeScore(terms, record, single.applicantId ?? '', scoredAtMs) };
  }
  return {
    id,
    state: state === 'failed' ? 'failed' : 'queued',
    failure:
      state === 'failed'
        ? {
            code: single.failureCode ?? 'internal',
            message: single.failureMessage ?? 'It could not be scored.',
          }
        : null,
    submittedAt: new Date(single.submittedAtMs).toISOString(),
  };
}
