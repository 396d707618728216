import type { Application, ApplicationSchema, Variable } from '@bora/contracts';
import type { ApplicantTable } from '../applicant-table.ts';
import { ApplicantTableBuilder } from './applicant-table-builder.ts';

const maximumNames = 20;
const maximumNameLength = 100;

/** An application names fields that the schema does not have. */
export class ApplicationError extends Error {
  /** Place of the application in the list, from 0. */
  readonly index: number;
  /** At most 20 names of at most 100 characters. */
  readonly fields: string[];

  constructor(index: number, fields: readonly string[], schemaId: string) {
    const shown = fields.slice(0, maximumNames).map((name) => name.slice(0, maximumNameLength));
    super(
      `The schema ${schemaId} has no variable of these names: ${shown.join(', ')}. Correct or remove them.`,
    );
    this.name = 'ApplicationError';
    this.index = index;
    this.fields = shown;
  }
}

/** Names in an application that the schema does not know; compared exactly. */
export function unknownFields(application: Application, schema: ApplicationSchema): string[] {
  const known = new Set([...schema.variables, ...schema.excluded].map(({ name }) => name));
  return Object.keys(application).filter((name) => !known.has(name));
}

/**
 * Applications to a table, row 1 being the first; the values are those that the same row of a file would give.
 * Numbers and codes may be JSON numbers or strings, flags also `true` and `false`. The label and
 * what the schema excludes are ignored. An
 * application without an id has the empty id.
 *
 * Throws `ApplicationError` for an unknown field.
 */
export function applicantsFromJson(
  applications: readonly Application[],
  schema: ApplicationSchema,
): ApplicantTable {
  const builder = new ApplicantTableBuilder(schema, applications.length);
  for (const [index, application] of applications.entries()) {
    const unknown = unknownFields(application, schema);
    if (unknown.length > 0) throw new ApplicationError(index, unknown, schema.id);
    let applicantId = '';
    for (const [position, variable] of schema.variables.entries()) {
      if (variable.kind === 'label' || !Object.hasOwn(application, variable.name)) continue;
      const text = builder.set(position, asGiven(application[variable.name]!, variable));
      if (variable.kind === 'id') applicantId = text;
    }
    builder.accept(applicantId, index + 1);
  }
  return builder.build();
}

function asGiven(value: Application[string], variable: Variable): string {
  if (value === null) return '';
  if (typeof value === 'boolean' && variable.kind === 'flag')
    return (value ? variable.yes : variable.no)![0]!;
  return String(value);
}
