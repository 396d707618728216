import { type Application, type ApplicationSchema, type WarningDetail, warningsOf } from '@bora/contracts';
import type { ApplicantTable } from '../applicant-table.ts';
import { applicantsFromJson } from './applicant-from-json.ts';

/**
 * Which variable each warning of an application is about, in the order of the schema. Every warning but
 * `many-missing` is about one value alone, so that each value is looked at in an application that has no other.
 *
 * @param modelWarnings bits that the model adds to those of validation, a row each
 */
export function warningDetails(
  application: Application,
  schema: ApplicationSchema,
  modelWarnings: (table: ApplicantTable) => ArrayLike<number>,
): WarningDetail[] {
  const given = schema.variables.filter(
    ({ name, kind }) => kind !== 'label' && Object.hasOwn(application, name),
  );
  const table = applicantsFromJson(
    given.map(({ name }) => ({ [name]: application[name]! })),
    schema,
  );
  const bits = modelWarnings(table);
  return given.flatMap(({ name, label }, row) =>
    warningsOf(table.warnings[row]! | bits[row]!)
      .filter((code) => code !== 'many-missing')
      .map((code) => ({ code, variable: name, label })),
  );
}
