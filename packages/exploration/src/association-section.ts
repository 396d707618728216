import type { Section } from '@bora/report';
import type { Exploration } from './exploration.ts';

/** Pairs of variables that say something of each other; nothing where none do. */
export function associationSection({ associations }: Exploration): Section[] {
  if (associations.length === 0) return [];
  return [
    {
      heading: 'Variables that go together',
      text: [
        "Cramér's V of the same bins (corrected for bias), 0 for none and 1 where one says the other; rows in which either is missing do not take part.",
      ],
      tables: [
        {
          caption: 'Strongest associations',
          columns: [
            { heading: 'Variable', format: 'text' },
            { heading: 'with', format: 'text' },
            { heading: "Cramér's V", format: 'decimal' },
          ],
          rows: associations.map(({ left, right, cramersV }) => [left, right, cramersV]),
        },
      ],
    },
  ];
}
