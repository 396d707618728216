import { type RecordedDecision, rowDecisionId } from '@bora/contracts';

/** Which decision a row is about. */
export interface OfDecision {
  /** Batch, or single score. */
  source_id: string;
  /** 0 for a single score. */
  row_number: number;
}

/** Where the rows about a decision stand. */
export function keyOf({ id, batchId, row }: Pick<RecordedDecision, 'id' | 'batchId' | 'row'>): OfDecision {
  return { source_id: batchId ?? id, row_number: row ?? 0 };
}

/** The decision's id. */
export function decisionId({ source_id, row_number }: OfDecision): string {
  return row_number === 0 ? source_id : rowDecisionId(source_id, row_number);
}
