import { createHash } from 'node:crypto';
import { createSingleScore, readSingleScore } from '@bora/batch-store';
import { type Application, type SingleJob, singleJobId } from '@bora/contracts';
import { unknownFields } from '@bora/features';
import { ApiProblem } from '../errors.ts';
import type { StoredAnswer } from '../idempotency/idempotency-store.ts';
import type { OnceOnly } from '../idempotency/once.ts';
import { pinVersions, queryFingerprint, type ScoringQuery } from '../requests/versions-query.ts';
import type { ApiServices } from '../services.ts';
import { singleScoreView } from './single-score-view.ts';

export interface SingleRequest {
  readonly requestId: string;
  readonly owner: string;
  readonly query: ScoringQuery;
  readonly application: Application;
  /** How long the answer may wait for the score. */
  readonly waitSeconds: number;
}

const shownNames = 20;
const shownLength = 100;

/** One application to be scored, as something that is made once. */
export function singleRequest(services: ApiServices, request: SingleRequest): OnceOnly {
  const { redis, cipher, lifetimes, singleQueue, singleEndings, readTerms } = services;
  const fingerprint = fingerprintOf(request);

  async function answer(id: string): Promise<StoredAnswer | undefined> {
    const single = await readSingleScore(redis, id);
    if (!single) return undefined;
    const status = single.state === 'queued' ? 202 : 200;
    const body = JSON.stringify(await singleScoreView(single, readTerms));
    return { fingerprint, status, location: `/v1/scores/${id}`, body };
  }

  async function answerOrThrow(id: string): Promise<StoredAnswer> {
    const answered = await answer(id);
    if (!answered) throw new ApiProblem('score-not-found', 'The score has expired or was erased.');
    return answered;
  }

  function enqueue(scoreId: string): Promise<void> {
    const payload: SingleJob = { v: 1, scoreId, requestId: request.requestId };
    return singleQueue.add([{ id: singleJobId(scoreId), payload }]);
  }

  return {
    async make(id) {
      await singleQueue.assertRoom();
      const { model, policy } = await pinVersions(services, request.query);
      refuseUnknownFields(unknownFields(request.application, model.schema), model.schema.id);
      await createSingleScore(
        redis,
        cipher,
        {
          id,
          owner: request.owner,
          model: model.reference,
          policy: { name: policy.name, version: policy.version },
          application: request.application,
          isTrial: request.query.trial,
          requestId: request.requestId,
        },
        request.query.trial ? lifetimes.resultSeconds : lifetimes.waitingSeconds,
      );
      if (request.waitSeconds === 0) {
        // Read before a worker can score it: without `Prefer` the answer is 202, however quick the worker is.
        const accepted = await answerOrThrow(id);
        await enqueue(id);
        return accepted;
      }
      const ended = singleEndings.next(singleJobId(id), request.waitSeconds * 1000);
      await enqueue(id);
      await ended;
      return answerOrThrow(id);
    },
    async recover(id) {
      const single = await readSingleScore(redis, id);
      if (single?.state === 'queued') await enqueue(id);
      return answer(id);
    },
    fingerprint: async () => fingerprint,
    answerAgain: answerOrThrow,
  };
}

function refuseUnknownFields(unknown: readonly string[], schema: string): void {
  if (unknown.length === 0) return;
  const fields = unknown.slice(0, shownNames).map((name) => name.slice(0, shownLength));
  throw new ApiProblem(
    'invalid-application',
    `The schema ${schema} has no variable of these names: ${fields.join(', ')}. Correct or remove them.`,
    { fields },
  );
}

function fingerprintOf({ query, application }: SingleRequest): string {
  const values = Object.entries(application).sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([queryFingerprint(query), values]))
    .digest('hex');
}
