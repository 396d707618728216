import { askWhatIf, forgetWhatIf, readWhatIfOutcome } from '@bora/batch-store';
import {
  type Application,
  type Decision,
  type ModelReference,
  type PolicyReference,
  type WhatIf,
  whatIfJobId,
} from '@bora/contracts';
import { ApiProblem } from '../errors.ts';
import type { ApiServices } from '../services.ts';

export interface DecidedApplication {
  readonly whatIfId: string;
  /** The id by which the lender knows the applicant; empty where it gave none. */
  readonly applicantId: string;
  readonly decision: Decision;
  readonly model: ModelReference;
  readonly policy: PolicyReference;
  /** The values as they were given; throws `values-gone` where they are no longer kept. */
  readApplication(): Promise<Application>;
}

type WhatIfServices = Pick<ApiServices, 'redis' | 'cipher' | 'whatIfQueue' | 'whatIfEndings'>;

/**
 * What would change a decision, from a worker or from what one answered before; `undefined` where the answer is
 * not there after `waitSeconds`. Throws `what-if-failed` where no worker could answer, and can then be asked anew.
 */
export async function answerWhatIf(
  { redis, cipher, whatIfQueue, whatIfEndings }: WhatIfServices,
  application: DecidedApplication,
  { waitSeconds, requestId }: { readonly waitSeconds: number; readonly requestId: string },
): Promise<WhatIf | undefined> {
  const { whatIfId, decision, model, policy } = application;
  if (decision === 'approve') return alreadyApproved;
  const known = await read();
  if (known) return known;

  await whatIfQueue.assertRoom();
  const question = { model, policy, application: await application.readApplication() };
  await askWhatIf(redis, cipher, whatIfId, question);
  const jobId = whatIfJobId(whatIfId);
  const ended = whatIfEndings.next(jobId, waitSeconds * 1000);
  await whatIfQueue.add([{ id: jobId, payload: { v: 1, whatIfId, requestId } }]);
  await ended;
  return read();

  async function read(): Promise<WhatIf | undefined> {
    const outcome = await readWhatIfOutcome(redis, cipher, whatIfId);
    if (!outcome || 'found' in outcome) return outcome;
    await forgetWhatIf(redis, whatIfId);
    throw new ApiProblem(
      'what-if-failed',
      `The workers failed with ${outcome.failure}. Ask again, or ask whoever runs the workers.`,
      { retryAfterSeconds: 1 },
    );
  }
}

const alreadyApproved: WhatIf = {
  found: false,
  from: 'approve',
  to: null,
  why: 'already-approved',
  policyReason: null,
  isExhaustive: true,
};
