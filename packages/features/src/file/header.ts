import type { ApplicationSchema, Variable } from '@bora/contracts';
import { FileLayoutError, type LayoutFault } from './file-layout-error.ts';

/** Header names are compared trimmed and without regard to case. */
export function normaliseName(name: string): string {
  return name.trim().toLowerCase();
}

/** For each name or alias, normalised, the indices of the variables that answer to it, in order of position. */
export function variablesByName(schema: ApplicationSchema): Map<string, number[]> {
  const byName = new Map<string, number[]>();
  const byPosition = [...schema.variables.entries()].sort(([, a], [, b]) => a.position - b.position);
  for (const [index, variable] of byPosition) {
    for (const name of new Set([variable.name, ...variable.aliases].map(normaliseName))) {
      byName.set(name, [...(byName.get(name) ?? []), index]);
    }
  }
  return byName;
}

/** Names, normalised, of the columns that may stand in a file and take no part in a score. */
export function excludedNames(schema: ApplicationSchema): Set<string> {
  return new Set(schema.excluded.map(({ name }) => normaliseName(name)));
}

/**
 * The variable of each header name: its index in `schema.variables`, `null` for a column that the schema excludes
 * and for one without a name.
 * A name that stands as often as variables answer to it goes to them in order of position; standing once, it
 * goes to the variable whose own name it is.
 *
 * Throws one `FileLayoutError` that says all of it where names are unknown or ambiguous or required variables have
 * no column.
 */
export function assignHeader(names: readonly string[], schema: ApplicationSchema): (number | null)[] {
  const byName = variablesByName(schema);
  const excluded = excludedNames(schema);
  const columnsByName = new Map<string, number[]>();
  for (const [column, name] of names.entries()) {
    const key = normaliseName(name);
    if (key !== '' && !excluded.has(key)) columnsByName.set(key, [...(columnsByName.get(key) ?? []), column]);
  }
  const variables: (number | null)[] = names.map(() => null);
  const ambiguous = new Set<number>();
  const taken = new Map<number, number>();
  for (const [key, columns] of columnsByName) {
    const candidates = byName.get(key);
    if (!candidates) continue;
    const own = candidates.filter((index) => normaliseName(schema.variables[index]!.name) === key);
    const answering = columns.length === 1 && own.length === 1 ? own : candidates;
    for (const [order, column] of columns.entries()) {
      const variable = answering[order];
      const rival = variable === undefined ? undefined : taken.get(variable);
      if (variable === undefined || answering.length !== columns.length) ambiguous.add(column);
      else if (rival !== undefined) ambiguous.add(column).add(rival);
      else {
        variables[column] = variable;
        taken.set(variable, column);
      }
    }
  }
  const unclear = [...ambiguous].map((column) => names[column]!);
  const faults = [
    unknownColumns(names, columnsByName, byName, schema),
    ambiguousColumns(unclear),
    missingColumns(unclear, taken, schema),
  ];
  const [fault, ...more] = faults.filter(({ columns }) => columns.length > 0);
  if (fault) throw new FileLayoutError(fault, ...more);
  return variables;
}

function unknownColumns(
  names: readonly string[],
  columnsByName: ReadonlyMap<string, number[]>,
  byName: ReadonlyMap<string, number[]>,
  schema: ApplicationSchema,
): LayoutFault {
  return {
    code: 'unknown-columns',
    columns: [...columnsByName].filter(([key]) => !byName.has(key)).map(([, columns]) => names[columns[0]!]!),
    describe: (list) =>
      `The schema ${schema.id} has no variable for these columns: ${list}. Rename or remove them.`,
  };
}

function ambiguousColumns(columns: readonly string[]): LayoutFault {
  return {
    code: 'ambiguous-header',
    columns,
    describe: (list) =>
      `It is not clear which variables these columns hold: ${list}. Name each column once, by its own name.`,
  };
}

/** Required variables that no column answers to, those of unclear names aside. */
function missingColumns(
  unclear: readonly string[],
  taken: ReadonlyMap<number, number>,
  schema: ApplicationSchema,
): LayoutFault {
  const given = new Set(unclear.map(normaliseName));
  const isNamed = ({ name, aliases }: Variable) =>
    [name, ...aliases].some((one) => given.has(normaliseName(one)));
  return {
    code: 'missing-columns',
    columns: [...schema.variables.entries()]
      .filter(([index, variable]) => variable.required && variable.kind !== 'label' && !taken.has(index))
      .filter(([, variable]) => !isNamed(variable))
      .map(([, variable]) => variable.name),
    describe: (list) =>
      `These columns are missing: ${list}. Add them; a value that is not known may be left empty.`,
  };
}
