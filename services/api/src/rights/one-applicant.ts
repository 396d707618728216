import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import { isApplicant } from '../records/applicant-id.ts';
import type { Place } from './unrecordable.ts';

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

/** Where an applicant stands in the record, with and without a decision. Throws as `assertOneApplicant`. */
export async function recordedPlaces(
  database: Kysely<Tables>,
  applicantId: string,
): Promise<{ decided: Place[]; undecided: Place[] }> {
  const decided = await database
    .selectFrom('decisions')
    .select(['source_id', 'row_number'])
    .where(isApplicant(applicantId))
    .limit(decisionsToRead)
    .execute();
  const undecided = await database
    .selectFrom('undecided_rows')
    .select(['batch_id as source_id', 'row_number'])
    .where(isApplicant(applicantId, 'undecided_rows'))
    .limit(decisionsToRead)
    .execute();
  assertOneApplicant([...decided, ...undecided]);
  return { decided, undecided };
}
