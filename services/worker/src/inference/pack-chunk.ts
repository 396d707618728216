import { histogramField, pdUnits, warningField } from '@bora/batch-store';
import {
  histogramBinPoints,
  packedScoreBytes,
  type Reject,
  type ScoreRecord,
  warningsOf,
  writePackedScore,
} from '@bora/contracts';
import type { ScoredChunk } from './protocol.ts';

export interface ScoredRow {
  /** Row of the file, from 1. */
  readonly row: number;
  readonly applicantId: string;
  readonly record: ScoreRecord;
}

/**
 * Packs the scores of a chunk of `rows` rows that begins at `firstRow`, and counts them for the batch's summary.
 * A row without a score keeps zeros.
 */
export function packChunk(
  scored: Iterable<ScoredRow>,
  rejects: readonly Reject[],
  firstRow: number,
  rows: number,
): ScoredChunk {
  const packed = new Uint8Array(rows * packedScoreBytes);
  const view = new DataView(packed.buffer);
  const applicantIds = new Array<string>(rows).fill('');
  const counters: Record<string, number> = {};
  const add = (name: string, amount: number) => {
    if (amount !== 0) counters[name] = (counters[name] ?? 0) + amount;
  };

  for (const { row, applicantId, record } of scored) {
    const index = row - firstRow;
    writePackedScore(view, index * packedScoreBytes, record);
    applicantIds[index] = applicantId;
    add('rowsScored', 1);
    add(record.decision, 1);
    add('pdNano', Math.round(record.pd * pdUnits));
    add(histogramField(Math.floor(record.score / histogramBinPoints)), 1);
    if (record.warningBits !== 0)
      for (const code of warningsOf(record.warningBits)) add(warningField(code), 1);
  }
  add('rowsRejected', rejects.length);
  return { packed, applicantIds, rejects, counters };
}
