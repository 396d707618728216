import type { SegmentationSummary } from '@bora/contracts';
import { barChart } from '../chart/bar-chart.ts';
import type { Section } from '../page/page.ts';
import { axisName } from './segment-names.ts';

/** What the segments are, and what to do with them. */
export function segmentsSection({ segments }: SegmentationSummary): Section {
  return {
    heading: 'The segments',
    charts: [
      barChart({
        title: 'Customers of each segment',
        description: 'Share of all customers.',
        value: { label: 'share of the customers', format: 'share' },
        bars: segments.map((segment) => ({ label: axisName(segment), value: segment.share })),
      }),
    ],
    tables: [
      {
        caption: 'What they are and what to do',
        columns: [
          { heading: 'Segment', format: 'text' },
          { heading: 'Customers', format: 'count' },
          { heading: 'Share', format: 'share' },
          { heading: 'Description', format: 'text' },
          { heading: 'Suggested action', format: 'text' },
        ],
        rows: segments.map(({ name, customers, share, description, action }) => [
          name,
          customers,
          share,
          description,
          action,
        ]),
      },
    ],
  };
}
