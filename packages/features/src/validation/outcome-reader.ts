import type { ApplicationSchema } from '@bora/contracts';
import type { FileLayout } from '../file/file-layout.ts';
import { TrainingDataError } from './training-data-error.ts';
import { variableReader } from './variable-reader.ts';

/** Outcome that the fields of a record tell: 1 = bad, 0 = good, `null` where the label is missing or not a code. */
export type OutcomeReader = (fields: readonly string[]) => 0 | 1 | null;

/** Finds the label in a file. @throws TrainingDataError `no-label-column` where the file has none */
export function outcomeReader(layout: FileLayout, schema: ApplicationSchema): OutcomeReader {
  const label = schema.variables.find((variable) => variable.kind === 'label')!;
  const field = layout.variables.findIndex((index) => index !== null && schema.variables[index] === label);
  if (field < 0) {
    throw new TrainingDataError(
      'no-label-column',
      `The file has no column ${label.name}: give one with the outcome of every row.`,
    );
  }
  const read = variableReader(label, schema.file);
  const bad = new Set(label.yes);
  return (fields) => {
    const { text } = read(fields[field]!);
    if (text === '') return null;
    return bad.has(text) ? 1 : 0;
  };
}
