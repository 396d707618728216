import { barChart, type Chart, type Column, type Section, type Table } from '@bora/report';
import type { Exploration } from './exploration.ts';

const mostBars = 20;

/** What is missing, rejected, unreadable, constant or said twice. */
export function qualitySection(exploration: Exploration): Section {
  const { rows, variables, duplicates, absent } = exploration;
  const missing = variables
    .filter((one) => one.missing > 0)
    .toSorted((left, right) => right.missing - left.missing);
  const counted = [...Object.entries(exploration.rejects), ...Object.entries(exploration.warnings)];
  const rejects = new Set(Object.keys(exploration.rejects));
  const charts: Chart[] =
    missing.length === 0
      ? []
      : [
          barChart({
            title: 'Missing values',
            description: `Share of the rows without a value; most are missing of ${missing[0]!.label}.`,
            value: { label: 'share of the rows', format: 'share' },
            bars: missing.slice(0, mostBars).map((one) => ({ label: one.label, value: one.missing / rows })),
          }),
        ];
  return {
    heading: 'Quality',
    text: [
      absent.length > 0
        ? `The file has no column for: ${absent.join(', ')}.`
        : 'Every variable of the schema has a column.',
    ],
    charts,
    tables: [
      ...table(
        'Rows that were rejected or carry a warning',
        ['Finding', 'Rows'],
        counted.map(([code, amount]) => [
          rejects.has(code) ? `rejected: ${code}` : `warning: ${code}`,
          amount,
        ]),
      ),
      ...table(
        'Constant: the same in every row',
        ['Variable', 'Value'],
        variables
          .filter(({ isConstant }) => isConstant)
          .map(({ label, bins }) => [label, bins[0]?.label ?? null]),
        'text',
      ),
      ...table(
        'Duplicates: the same as another variable in every row',
        ['Variable', 'Same as'],
        duplicates.map(({ label, sameAs }) => [label, sameAs]),
        'text',
      ),
    ],
  };
}

function table(
  caption: string,
  [first, second]: readonly [string, string],
  rows: Table['rows'],
  format: Column['format'] = 'count',
): Table[] {
  if (rows.length === 0) return [];
  return [
    {
      caption,
      columns: [
        { heading: first, format: 'text' },
        { heading: second, format },
      ],
      rows,
    },
  ];
}
