import type { ApplicationSchema, Variable } from '@bora/contracts';
import type { ApplicantTable } from '../applicant-table.ts';
import { EncoderMismatchError } from './encoder-mismatch-error.ts';

/** Finds a variable's column in an applicant table by name. */
export interface VariableIndex {
  isNumber(name: string): boolean;
  variable(name: string): Variable;
  numbers(table: ApplicantTable, name: string): Float64Array;
  texts(table: ApplicantTable, name: string): readonly string[];
}

/** @throws EncoderMismatchError for a name that the schema lacks, or a number asked of another kind. */
export function createVariableIndex(schema: ApplicationSchema): VariableIndex {
  const positions = new Map(schema.variables.map((variable, index) => [variable.name, index]));
  const positionOf = (name: string) => {
    const position = positions.get(name);
    if (position === undefined) throw new EncoderMismatchError(`schema ${schema.id} has no variable ${name}`);
    return position;
  };
  return {
    isNumber: (name) => schema.variables[positionOf(name)]!.kind === 'number',
    variable: (name) => schema.variables[positionOf(name)]!,
    numbers(table, name) {
      const numbers = table.number[positionOf(name)];
      if (numbers === undefined) throw new EncoderMismatchError(`${name} is read as a number but is none`);
      return numbers;
    },
    texts: (table, name) => table.text[positionOf(name)]!,
  };
}
