import { type ApplicationSchema, type Decision, PolicyTerms } from '@bora/contracts';
import { compilePolicy } from '@bora/decision';
import type { ApplicantTable } from '@bora/features';

/** How a policy that no version has yet decides about the applicants of a table. @param terms JSON of `PolicyTerms` */
export function draftDecision(
  terms: string,
  schema: ApplicationSchema,
  table: ApplicantTable,
): (pd: number, row: number) => Decision {
  const decide = compilePolicy(PolicyTerms.parse(JSON.parse(terms)), schema);
  return (pd, row) => decide(pd, row, table).decision;
}
