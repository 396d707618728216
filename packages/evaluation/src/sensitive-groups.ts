import type { ApplicationSchema, Variable } from '@bora/contracts';
import { type ApplicantTable, createTextCache } from '@bora/features';
import { type TrainingColumn, trainingColumns } from '@bora/scorecard';

/** The applicants with a known value of one sensitive variable. */
export interface SensitiveGroups {
  readonly variable: Variable;
  /** Groups with enough rows, each with its places in the table. */
  readonly groups: readonly { readonly name: string; readonly places: readonly number[] }[];
  /** Places of everybody else whose value is known. */
  readonly others: readonly number[];
}

/**
 * Groups by each sensitive variable: categories and flags by value, numbers by the schema's bands. A variable that
 * does not tell two groups apart, or a number without bands, is left out.
 * @param minimumRows of a group
 */
export function sensitiveGroups(
  schema: ApplicationSchema,
  table: ApplicantTable,
  minimumRows: number,
): SensitiveGroups[] {
  const plain = schema.variables.filter(({ sensitive }) => sensitive === undefined);
  const columns = trainingColumns(schema, table, new Set(plain.map(({ name }) => name)));
  return columns.flatMap((column) => {
    const parts = column.kind === 'number' ? bandsOf(column) : levelsOf(column);
    const groups = parts.filter(({ places }) => places.length >= minimumRows);
    const others = parts.filter(({ places }) => places.length < minimumRows).flatMap(({ places }) => places);
    const isTold = groups.length > 1 || (groups.length === 1 && others.length > 0);
    return isTold ? [{ variable: column.variable, groups, others }] : [];
  });
}

interface Part {
  readonly name: string;
  readonly places: number[];
}

function bandsOf({ variable, values }: Extract<TrainingColumn, { kind: 'number' }>): Part[] {
  const bounds = variable.bands;
  if (!bounds) return [];
  const parts: Part[] = [
    { name: `under ${bounds[0]}`, places: [] },
    ...bounds.map((bound, index) => {
      const next = bounds[index + 1];
      return { name: next === undefined ? `${bound} and over` : `${bound} to under ${next}`, places: [] };
    }),
  ];
  for (const [place, value] of values.entries()) {
    if (!Number.isNaN(value)) parts[bounds.filter((bound) => value >= bound).length]!.places.push(place);
  }
  return parts;
}

function levelsOf({ variable, levels, levelOfRow }: Extract<TrainingColumn, { kind: 'levels' }>): Part[] {
  const parts = levels.map((level): Part => ({ name: nameOf(variable, level), places: [] }));
  for (const [place, level] of levelOfRow.entries()) parts[level]!.places.push(place);
  return parts
    .filter((_, index) => levels[index] !== '')
    .sort((left, right) => right.places.length - left.places.length || (left.name < right.name ? -1 : 1));
}

function nameOf(variable: Variable, level: string): string {
  const cache = createTextCache();
  const isLevel = (code: string): boolean => cache.normalised(code) === level;
  if (variable.kind === 'flag') return variable.yes?.some(isLevel) ? 'yes' : 'no';
  const [, label] = Object.entries(variable.values ?? {}).find(([code]) => isLevel(code)) ?? [];
  return label ?? level;
}
