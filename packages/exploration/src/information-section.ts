import { barChart, type Section } from '@bora/report';
import type { Exploration } from './exploration.ts';

const mostBars = 20;

/** What each variable says of the outcome by itself; nothing where no outcome is known. */
export function informationSection({ variables }: Exploration): Section[] {
  const known = variables
    .flatMap(({ label, informationValue }) =>
      informationValue === null ? [] : [{ label, value: informationValue }],
    )
    .filter(({ value }) => value > 0)
    .sort((left, right) => right.value - left.value);
  if (known.length === 0) return [];
  return [
    {
      heading: 'What carries signal',
      text: [
        'Information value of each variable alone, by ten ranges of equal frequency or its twelve most frequent levels. ' +
          'Below 0.02 is usually called nothing, above 0.1 medium. Variables of many levels, such as places, say more than is seen here.',
      ],
      charts: [
        barChart({
          title: 'Information value',
          description: `The most informative variable by itself is ${known[0]!.label}.`,
          value: { label: 'information value', format: 'decimal' },
          bars: known.slice(0, mostBars),
        }),
      ],
    },
  ];
}
