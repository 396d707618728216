import { type BatchRecord, readAllScores, type StoredScore } from '@bora/batch-store';
import { type Overridden, scoreColumns, warningsOf } from '@bora/contracts';
import { safeCsvField } from '@bora/features';
import type { Redis } from 'ioredis';
import type { FindConfirmedBy, FindOverridden } from '../records/standing-overrides.ts';
import type { ScoreTerms } from '../scores/describe-score.ts';
import { csvLine } from './csv.ts';

/** What people decided of the rows of a batch. */
export interface PeoplesDecisions {
  readonly overridden: FindOverridden;
  readonly confirmedBy: FindConfirmedBy;
}

/** `scores.csv`, a block of rows at a time: rows that have a score, in the order of the file. */
export async function* scoreLines(
  redis: Redis,
  batch: BatchRecord,
  terms: ScoreTerms,
  { overridden, confirmedBy }: PeoplesDecisions,
): AsyncGenerator<string> {
  const versions = [
    safeCsvField(`${batch.model.name}/${batch.model.version}`),
    safeCsvField(`${batch.policy.name}/${batch.policy.version}`),
  ];
  const decidedAt = batch.endedAtMs === undefined ? '' : new Date(batch.endedAtMs).toISOString();
  const lastCells = ({ row, record }: StoredScore) => {
    const key = { source_id: batch.id, row_number: row };
    const found = overridden({ ...key, decision: record.decision });
    return [
      ...overriddenCells(found),
      decidedAt,
      found.overriddenTo ? safeCsvField(confirmedBy(key) ?? '') : '',
    ];
  };
  yield csvLine(scoreColumns);
  for await (const block of readAllScores(redis, batch)) {
    if (block.length > 0)
      yield block.map((score) => scoreLine(score, terms, versions, lastCells(score))).join('');
  }
}

function scoreLine(
  { row, applicantId, record }: StoredScore,
  terms: ScoreTerms,
  versions: readonly string[],
  lastCells: readonly string[],
): string {
  const reasons = record.reasons.map(({ variable }) => terms.speakers[variable]?.text ?? '');
  return csvLine([
    String(row),
    safeCsvField(applicantId),
    String(record.pd),
    String(record.score),
    record.decision,
    safeCsvField(reasons.join('; ')),
    warningsOf(record.warningBits).join('; '),
    ...versions,
    ...lastCells,
  ]);
}

const overriddenCells = ({ overriddenTo, overriddenBy, overriddenAt }: Overridden) => [
  overriddenTo ?? '',
  safeCsvField(overriddenBy?.name ?? ''),
  overriddenAt ?? '',
];
