import { type ApplicantTable, selectRows } from '@bora/features';

/** Applicants whose outcome is known. */
export interface LabelledApplicants {
  readonly table: ApplicantTable;
  /** 1 for bad, 0 for good, one a row. */
  readonly bad: Uint8Array;
}

/** The applicants at these places of the table. */
export function selectApplicants(
  { table, bad }: LabelledApplicants,
  places: ArrayLike<number>,
): LabelledApplicants {
  return { table: selectRows(table, places), bad: Uint8Array.from(places, (place) => bad[place]!) };
}

/** So that every fold inside a fold has some of both. */
const minimumOfEach = 50;

/** There are not enough applicants of both outcomes to train on and to measure with. */
export class TooFewApplicantsError extends Error {
  override readonly name = 'TooFewApplicantsError';
  readonly code = 'too-few-applicants';
}

/** @throws TooFewApplicantsError when fewer than 50 are bad, or fewer than 50 good */
export function assertEnoughApplicants({ bad }: LabelledApplicants): void {
  const bads = bad.reduce((sum, isBad) => sum + isBad, 0);
  if (Math.min(bads, bad.length - bads) >= minimumOfEach) return;
  throw new TooFewApplicantsError(
    `Training needs at least ${minimumOfEach} bad and ${minimumOfEach} good applicants; ` +
      `there are ${bads} bad and ${bad.length - bads} good ones.`,
  );
}
