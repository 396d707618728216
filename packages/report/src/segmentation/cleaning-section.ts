import type { SegmentationLayout, SegmentationSummary } from '@bora/contracts';
import type { Section } from '../page/page.ts';

/** What was read, and what was left out. */
export function cleaningSection({ cleaning }: SegmentationSummary, layout: SegmentationLayout): Section {
  return {
    heading: 'What was read',
    text: [
      `${layout.title}: ${layout.description}`,
      ...(cleaning.snapshot === null ? [] : [`Recency counts to ${cleaning.snapshot.replace('T', ' ')}.`]),
    ],
    tables: [
      {
        caption: 'Rows',
        columns: [
          { heading: 'What', format: 'text' },
          { heading: 'Rows', format: 'count' },
        ],
        rows: [
          ['read', cleaning.rows],
          ...Object.entries(cleaning.left).map(([reason, rows]) => [`left out: ${reason}`, rows]),
          ['used', cleaning.used],
        ],
      },
    ],
  };
}
