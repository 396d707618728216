import type { EvaluationReport } from '@bora/contracts';
import { barChart } from '../chart/bar-chart.ts';
import type { Section } from '../page/page.ts';

const mostBars = 20;

/** What each variable says by itself. */
export function informationValueSection({ informationValues }: EvaluationReport): Section {
  const sorted = informationValues.toSorted((left, right) => right.value - left.value);
  const first = sorted.slice(0, mostBars);
  return {
    heading: 'Variables',
    text: [
      'Information value of each variable alone, by the bins of a scorecard over all rows. It says how much a variable ' +
        'tells by itself, not how much the model uses it; variables that a compliance profile forbids stand here as well.',
    ],
    charts:
      first.length === 0
        ? []
        : [
            barChart({
              title:
                first.length < sorted.length
                  ? `Information value, the first ${mostBars}`
                  : 'Information value',
              description: `The most informative variable is ${first[0]!.label}.`,
              value: { label: 'information value', format: 'decimal' },
              bars: first,
            }),
          ],
    tables: [
      {
        caption: 'Information value of every variable',
        folded: true,
        columns: [
          { heading: 'Variable', format: 'text' },
          { heading: 'Name', format: 'text' },
          { heading: 'Information value', format: 'decimal' },
        ],
        rows: sorted.map(({ label, variable, value }) => [label, variable, value]),
      },
    ],
  };
}
