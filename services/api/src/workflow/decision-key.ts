import type { RecordedDecision } from '@bora/contracts';
import type { OfDecision } from './workflow-tables.ts';

/** Where the rows about a decision stand. */
export function keyOf({ id, batchId, row }: Pick<RecordedDecision, 'id' | 'batchId' | 'row'>): OfDecision {
  return { source_id: batchId ?? id, row_number: row ?? 0 };
}

/** The decision's id. */
export function idOf({ source_id, row_number }: OfDecision): string {
  return row_number === 0 ? source_id : `${source_id}-${row_number}`;
}
