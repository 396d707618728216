import type { ApplicationSchema } from '@bora/contracts';
import type { ApplicantTable } from '@bora/features';
import type { Scenario } from '../scenario/scenario.ts';
import { creditLines, lineVariable } from './credit-line.ts';
import { assumedLoanBook, type LoanBook } from './loan-book.ts';

/**
 * The book of a scenario for the applicants of a table with these outcomes (1 = bad), in its order.
 *
 * @throws ScenarioError as `lineVariable` and `creditLines`
 */
export function scenarioBook(
  scenario: Scenario,
  schema: ApplicationSchema,
  table: ApplicantTable,
  bad: Uint8Array,
): LoanBook {
  const variable = lineVariable(scenario, schema);
  const values = variable === null ? new Float64Array(bad.length) : table.number[variable]!;
  const { assumptions } = scenario;
  return assumedLoanBook(assumptions, creditLines(assumptions.line, values), bad);
}
