import { type ApplicationSchema, warningBit } from '@bora/contracts';
import type { ApplicantTable } from '../applicant-table.ts';
import { remembering } from './remembering.ts';
import { type VariableReader, variableReader } from './variable-reader.ts';

/** Fills an `ApplicantTable` row by row; a variable that is never set is missing. */
export class ApplicantTableBuilder {
  readonly #readers: VariableReader[];
  readonly #text: string[][];
  readonly #number: (Float64Array | undefined)[];
  readonly #applicantId: string[] = [];
  readonly #row: Uint32Array;
  readonly #warnings: Uint32Array;
  #rowCount = 0;

  constructor(schema: ApplicationSchema, capacity: number) {
    this.#readers = schema.variables.map((variable) => remembering(variableReader(variable, schema.file)));
    this.#text = schema.variables.map(() => new Array<string>(capacity).fill(''));
    this.#number = schema.variables.map(({ kind }) =>
      kind === 'number' ? new Float64Array(capacity).fill(Number.NaN) : undefined,
    );
    this.#row = new Uint32Array(capacity);
    this.#warnings = new Uint32Array(capacity);
  }

  /** Reads a value as given into the present row; answers its text, `''` where missing. */
  set(variable: number, given: string): string {
    const { text, number, warning } = this.#readers[variable]!(given);
    const row = this.#rowCount;
    this.#text[variable]![row] = text;
    const numbers = this.#number[variable];
    if (numbers !== undefined) numbers[row] = number;
    if (warning !== null) this.#warnings[row]! |= warningBit(warning);
    return text;
  }

  /** Ends the present row; `row` is its number in the file. */
  accept(applicantId: string, row: number): void {
    this.#applicantId.push(applicantId);
    this.#row[this.#rowCount] = row;
    this.#rowCount += 1;
  }

  /** Gives the present row up: the next one is written over it. */
  reject(): void {
    for (const column of this.#text) column[this.#rowCount] = '';
    for (const column of this.#number) column?.fill(Number.NaN, this.#rowCount, this.#rowCount + 1);
    this.#warnings[this.#rowCount] = 0;
  }

  build(): ApplicantTable {
    const rowCount = this.#rowCount;
    for (const column of this.#text) column.length = rowCount;
    return {
      rowCount,
      text: this.#text,
      number: this.#number.map((column) => column?.subarray(0, rowCount)),
      applicantId: this.#applicantId,
      row: this.#row.subarray(0, rowCount),
      warnings: this.#warnings.subarray(0, rowCount),
    };
  }
}
