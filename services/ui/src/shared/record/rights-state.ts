import { ApplicantRequest, type Permission } from '@bora/contracts';
import { z } from 'zod';

/** Whoever may do one of these can serve an applicant. */
export const rightsPermissions: readonly Permission[] = [
  'applicant:export',
  'hold:manage',
  'applicant:erase',
];

/**
 * What the page of an applicant's rights is about. It is handed over as state of the router, because addresses are
 * logged; a reload keeps it.
 */
export const RightsState = z.object({
  applicantId: ApplicantRequest.shape.applicantId.optional(),
  /** An erasure that was asked for; it names nobody. */
  erasureId: z.uuid().optional(),
});
export type RightsState = z.infer<typeof RightsState>;
