import type { ApplicationSchema } from '@bora/contracts';
import type { FileLayout } from '../file/file-layout.ts';
import { type ParsedApplicants, type PiecePosition, parseApplicants } from './parse-applicants.ts';
import { variableReader } from './variable-reader.ts';

export interface TrainingRows extends ParsedApplicants {
  /** One a row of the table: 1 = bad, 0 = good. */
  readonly labels: Uint8Array;
}

/** The file cannot be trained on; the message says why and holds no value of an applicant. */
export class TrainingDataError extends Error {
  readonly code: 'no-label-column' | 'unreadable-label' | 'one-class';
  /** Line of the row, from 1, where one row is to blame. */
  readonly line: number | null;

  constructor(code: TrainingDataError['code'], message: string, line: number | null = null) {
    super(message);
    this.name = 'TrainingDataError';
    this.code = code;
    this.line = line;
  }
}

/**
 * Reads the records of a whole training file: the same table as `parseApplicants` makes, and the labels.
 *
 * Throws `TrainingDataError` where there is no label column, a label that is neither good nor bad, or no row of
 * one of the two classes.
 */
export function parseTrainingRows(
  bytes: Uint8Array,
  layout: FileLayout,
  schema: ApplicationSchema,
  position: PiecePosition,
): TrainingRows {
  const label = schema.variables.find((variable) => variable.kind === 'label')!;
  const field = layout.variables.findIndex((index) => index !== null && schema.variables[index] === label);
  if (field < 0) {
    throw new TrainingDataError(
      'no-label-column',
      `The file has no column ${label.name}: training needs the outcome of every row.`,
    );
  }
  const read = variableReader(label, schema.file);
  const bad = new Set(label.yes);
  const labels: number[] = [];
  const parsed = parseApplicants(bytes, layout, schema, position, (fields, line) => {
    const { text } = read(fields[field]!);
    if (text === '') {
      const allowed = [...label.yes!, ...label.no!].join(', ');
      const message = `Line ${line}: the outcome is missing or not one of the allowed codes (${allowed}).`;
      throw new TrainingDataError('unreadable-label', message, line);
    }
    labels.push(bad.has(text) ? 1 : 0);
  });
  for (const [value, name] of [[1, 'bad'] as const, [0, 'good'] as const]) {
    if (labels.includes(value)) continue;
    throw new TrainingDataError('one-class', `No row of the file is ${name}: training needs both outcomes.`);
  }
  return { ...parsed, labels: Uint8Array.from(labels) };
}
