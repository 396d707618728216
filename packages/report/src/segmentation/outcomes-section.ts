import type { SegmentOutcomes } from '@bora/contracts';
import { intervalChart } from '../chart/interval-chart.ts';
import { formatFigure } from '../figure-format.ts';
import type { Section } from '../page/page.ts';

/** What became of the customers of every segment. */
export function outcomesSection({ segments, total, rows, unmatched }: SegmentOutcomes): Section {
  const known = segments.filter(({ badRate }) => badRate !== null);
  return {
    heading: 'What became of them',
    text: [
      `Of ${formatFigure(rows, 'count')} rows of outcomes, ${formatFigure(unmatched, 'count')} are of customers that the segmented file does not hold. ` +
        'Intervals are of 95 %: where they overlap widely, the segments may not differ.',
    ],
    charts:
      known.length === 0
        ? []
        : [
            intervalChart({
              title: 'Bad rate of each segment',
              description: `With its 95 % interval; ${formatFigure(total.badRate, 'share')} of all are bad.`,
              value: { label: 'bad rate', format: 'share' },
              rows: known.map(({ name, badRate, badRateLow, badRateHigh }) => ({
                label: name,
                value: badRate!,
                low: badRateLow!,
                high: badRateHigh!,
              })),
              marks: [{ x: total.badRate!, label: 'all' }],
            }),
          ],
    tables: [
      {
        caption: 'Segments and outcomes',
        columns: [
          { heading: 'Segment', format: 'text' },
          { heading: 'Customers', format: 'count' },
          { heading: 'With outcome', format: 'count' },
          { heading: 'Bad', format: 'count' },
          { heading: 'Bad rate', format: 'share' },
          { heading: 'from', format: 'share' },
          { heading: 'to', format: 'share' },
          { heading: 'Approved', format: 'share' },
          { heading: 'Mean PD', format: 'decimal' },
          { heading: 'Profit', format: 'amount' },
        ],
        rows: [...segments, { name: 'All', ...total }].map((one) => [
          one.name,
          one.customers,
          one.known,
          one.bad,
          one.badRate,
          one.badRateLow,
          one.badRateHigh,
          one.approvalShare,
          one.meanPd,
          one.profit,
        ]),
      },
    ],
  };
}
