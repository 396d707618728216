import type { ApplicationSchema, ComplianceProfile } from '@bora/contracts';
import type { LabelledApplicants } from '@bora/model';
import type { EvaluationArguments } from './evaluation-arguments.ts';

/** What is to be measured, on whom. */
export interface EvaluationTask {
  readonly schema: ApplicationSchema;
  readonly profile: ComplianceProfile;
  readonly given: EvaluationArguments;
  readonly applicants: LabelledApplicants;
}
