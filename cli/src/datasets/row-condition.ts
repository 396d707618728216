import { readNumber } from '@bora/features';
import { InvalidArgumentError } from 'commander';
import { CliError } from '../terminal/cli-error.ts';

/** A condition on one column, such as `year<=2010`. */
export interface RowCondition {
  readonly column: string;
  readonly operator: Operator;
  readonly value: string;
}

export const operators = ['<=', '>=', '!=', '<', '>', '='] as const;
type Operator = (typeof operators)[number];

const holds: Record<Operator, (order: number) => boolean> = {
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
  '!=': (order) => order < 0 || order > 0,
  '<': (order) => order < 0,
  '>': (order) => order > 0,
  '=': (order) => order === 0,
};

const written = /^(?<column>[^<>=!]+)(?<operator><=|>=|!=|<|>|=)(?<value>[^<>=!]+)$/;

/** Parser of an option that may be given several times. */
export function rowConditions(text: string, earlier: readonly RowCondition[] = []): RowCondition[] {
  const { column = '', operator = '', value = '' } = written.exec(text)?.groups ?? {};
  if (isOperator(operator) && column.trim() !== '' && value.trim() !== '')
    return [...earlier, { column: column.trim(), operator, value: value.trim() }];
  throw new InvalidArgumentError("Write a column, one of < <= = >= > != and a value, such as 'year<=2010'.");
}

/**
 * Says of a record whether every condition holds. A value that is a number is compared as one, any other (a date as
 * 2010-12-01) by its characters; an empty value, and no number where one is asked for, meets no condition.
 *
 * @throws CliError where the header lacks a column or has it twice
 */
export function rowFilter(
  conditions: readonly RowCondition[],
  header: readonly string[],
): (fields: readonly string[]) => boolean {
  const names = header.map((name) => name.trim());
  const tests = conditions.map(({ column, operator, value }) => {
    const at = names.indexOf(column);
    if (at < 0) throw new CliError(`The file has no column ${column}: write its name as the header does.`);
    if (names.lastIndexOf(column) !== at)
      throw new CliError(`The column ${column} stands twice in the file.`);
    const compare = comparison(value);
    return { at, met: (given: string) => holds[operator](compare(given.trim())) };
  });
  return (fields) => tests.every(({ at, met }) => met(fields[at] ?? ''));
}

function isOperator(text: string): text is Operator {
  return Object.hasOwn(holds, text);
}

/** Order of a given value against the value asked for; NaN, which meets nothing, where they cannot be compared. */
function comparison(value: string): (given: string) => number {
  const wanted = readNumber(value);
  if (wanted !== null) return (given) => (readNumber(given) ?? Number.NaN) - wanted;
  return (given) => (given === '' ? Number.NaN : given < value ? -1 : given > value ? 1 : 0);
}
