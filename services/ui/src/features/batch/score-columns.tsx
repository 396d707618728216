import type { RowScore, ScoreOrder } from '@bora/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { applicantAddress } from '../../shared/addresses.ts';
import { FinalDecision } from '../../shared/final-decision.tsx';
import { sayCount, sayPd, sayPoints } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

export const columnIds = [
  'row',
  'applicant',
  'decision',
  'score',
  'pd',
  'reasons',
  'warnings',
  'policyReason',
] as const;
export type ColumnId = (typeof columnIds)[number];
export const columnsAtFirst: readonly ColumnId[] = columnIds.filter((id) => id !== 'policyReason');

export interface ScoreColumn {
  readonly name: string;
  /** At least. */
  readonly widthRem: number;
  /** Of the width that is left over; none where it is absent. */
  readonly share?: number;
  readonly isNumber?: boolean;
  /** The order that a first press on its head asks for, and that of a second. */
  readonly orders?: readonly [ScoreOrder, ScoreOrder];
  cell(score: RowScore, batchId: string): ReactNode;
}

/** The columns of the table of scores; `applicant` is always there. */
export const scoreColumns: Record<ColumnId, ScoreColumn> = {
  row: {
    name: texts.scores.row,
    widthRem: 4.5,
    isNumber: true,
    orders: ['row', 'row'],
    cell: ({ row }) => sayCount(row),
  },
  applicant: {
    name: texts.scores.applicant,
    widthRem: 5.5,
    share: 1,
    cell: ({ row, applicantId }, batchId) => (
      <Link className="block truncate" to={applicantAddress(batchId, row)}>
        {applicantId || texts.scores.rowNumber(sayCount(row))}
      </Link>
    ),
  },
  score: {
    name: texts.scores.score,
    widthRem: 4.75,
    isNumber: true,
    orders: ['score', '-score'],
    cell: ({ score }) => <strong>{score}</strong>,
  },
  pd: {
    name: texts.scores.pd,
    widthRem: 6,
    isNumber: true,
    orders: ['-pd', 'pd'],
    cell: ({ pd }) => sayPd(pd),
  },
  decision: {
    name: texts.scores.decision,
    widthRem: 11,
    cell: (score) => <FinalDecision one={score} isTight />,
  },
  reasons: {
    name: texts.scores.reasons,
    widthRem: 14,
    share: 3,
    cell: ({ reasons: [first, ...others] }) =>
      first && (
        <span className="flex gap-2">
          <span className="truncate">{first.text}</span>
          <span className="numbers shrink-0 text-soft">{sayPoints(first.points)}</span>
          {others.length > 0 && (
            <span className="shrink-0 text-soft">{texts.scores.moreReasons(others.length)}</span>
          )}
        </span>
      ),
  },
  warnings: {
    name: texts.scores.warnings,
    widthRem: 9,
    share: 1,
    cell: ({ warnings }) => (
      <span className="block truncate text-refer">
        {warnings.map((code) => texts.warning[code]).join(', ')}
      </span>
    ),
  },
  policyReason: {
    name: texts.scores.policyReason,
    widthRem: 9,
    share: 1,
    cell: ({ policyReason }) => <span className="block truncate">{policyReason?.text}</span>,
  },
};
