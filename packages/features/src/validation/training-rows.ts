import type { ApplicationSchema } from '@bora/contracts';
import type { FileLayout } from '../file/file-layout.ts';
import { outcomeReader } from './outcome-reader.ts';
import { type ParsedApplicants, type PiecePosition, parseApplicants } from './parse-applicants.ts';
import { TrainingDataError } from './training-data-error.ts';

export interface TrainingRows extends ParsedApplicants {
  /** One a row of the table: 1 = bad, 0 = good. */
  readonly labels: Uint8Array;
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
  const outcome = outcomeReader(layout, schema);
  const labels: number[] = [];
  const parsed = parseApplicants(bytes, layout, schema, position, (fields, line) => {
    const label = outcome(fields);
    if (label === null) {
      const { yes, no } = schema.variables.find((variable) => variable.kind === 'label')!;
      const allowed = [...yes!, ...no!].join(', ');
      const message = `Line ${line}: the outcome is missing or not one of the allowed codes (${allowed}).`;
      throw new TrainingDataError('unreadable-label', message, line);
    }
    labels.push(label);
  });
  for (const [value, name] of [[1, 'bad'] as const, [0, 'good'] as const]) {
    if (labels.includes(value)) continue;
    throw new TrainingDataError('one-class', `No row of the file is ${name}: training needs both outcomes.`);
  }
  return { ...parsed, labels: Uint8Array.from(labels) };
}
