import type { ApplicationSchema, Batch } from '@bora/contracts';
import { normaliseName } from '@bora/features/browser';

/**
 * Whether the file of a batch has a column with outcomes: one of the columns that take no part in a score is the
 * schema's label. Where the batch is of another schema nobody knows, and it may have.
 */
export function mayHaveOutcomes(
  { schema, ignoredColumns }: Pick<Batch, 'schema' | 'ignoredColumns'>,
  known: ApplicationSchema | undefined,
): boolean {
  if (known?.id !== schema) return true;
  const labels = known.variables.filter(({ kind }) => kind === 'label');
  const names = new Set(labels.flatMap(({ name, aliases }) => [name, ...aliases].map(normaliseName)));
  return ignoredColumns.some((column) => names.has(normaliseName(column)));
}
