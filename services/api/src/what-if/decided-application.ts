import { readApplication, readRowScore, whatIfIdOf } from '@bora/batch-store';
import { givenAsApplication, readGivenRow } from '../batches/given-row.ts';
import { ApiProblem } from '../errors.ts';
import type { Principal } from '../people/principal.ts';
import { readKnownBatch } from '../requests/known-batch.ts';
import { readKnownScore } from '../requests/known-score.ts';
import type { ApiServices } from '../services.ts';
import type { DecidedApplication } from './ask-what-if.ts';

/** The single application of a score. Throws `score-not-found` and `not-scored`. */
export async function decidedSingle(
  { redis, cipher }: ApiServices,
  principal: Principal,
  givenId: string,
): Promise<DecidedApplication> {
  const single = await readKnownScore(redis, principal, givenId);
  if (!single.record) throw notScored('The application waits for its score, or could not be scored.');
  return {
    whatIfId: whatIfIdOf(single.id),
    applicantId: single.applicantId ?? '',
    decision: single.record.decision,
    model: single.model,
    policy: single.policy,
    async readApplication() {
      const application = await readApplication(redis, cipher, single.id);
      if (!application) throw valuesGone();
      return application;
    },
  };
}

/** The application of a row. Throws `batch-not-found`, `row-not-found` and `not-scored`. */
export async function decidedRow(
  { redis, cipher, upload, readTerms }: ApiServices,
  principal: Principal,
  batchId: string,
  row: number,
): Promise<DecidedApplication> {
  const batch = await readKnownBatch(redis, principal, batchId);
  if (row > (batch.rows ?? 0)) {
    throw new ApiProblem('row-not-found', `The batch has ${batch.rows ?? 'as yet no'} rows.`);
  }
  const stored = await readRowScore(redis, batch.id, row);
  if (!stored) throw notScored('The row waits for its score, or was rejected.');
  return {
    whatIfId: whatIfIdOf(batch.id, row),
    applicantId: stored.applicantId,
    decision: stored.record.decision,
    model: batch.model,
    policy: batch.policy,
    async readApplication() {
      const { schema } = await readTerms(batch.model, batch.policy);
      const values = await readGivenRow(upload.uploads, cipher, schema, batch.id, row);
      if (!values) throw valuesGone();
      return givenAsApplication(values);
    },
  };
}

function notScored(message: string): ApiProblem {
  return new ApiProblem('not-scored', message);
}

function valuesGone(): ApiProblem {
  return new ApiProblem('values-gone', 'The values are no longer kept. Send the application again.');
}
