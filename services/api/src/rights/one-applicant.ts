import { ApiProblem } from '../errors.ts';

/** More decisions than anybody has; an id that stands for nobody (`0`, `unknown`) may have more. */
const maximumDecisions = 1_000;
/** How many decisions are to be read for `assertOneApplicant`. */
export const decisionsToRead = maximumDecisions + 1;

/** Throws `bad-request` where so many decisions of one id say that it stands for more than a person. */
export function assertOneApplicant(decisions: readonly unknown[]): void {
  if (decisions.length <= maximumDecisions) return;
  throw new ApiProblem(
    'bad-request',
    `This id stands for more than ${maximumDecisions} decisions: it is no single applicant's.`,
    { fields: ['applicantId'] },
  );
}
