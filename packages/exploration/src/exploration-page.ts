import {
  barChart,
  type Chart,
  type Column,
  formatFigure,
  histogramChart,
  intervalChart,
  renderPage,
  type Section,
  type Table,
} from '@bora/report';
import type { Exploration, ExploredVariable } from './exploration.ts';

const mostBars = 20;
const count = (value: number) => formatFigure(value, 'count');

/** A page about what a file of applicants holds. */
export function renderExplorationPage(exploration: Exploration): string {
  const { file, schema, rows, outcome } = exploration;
  const groups = [...new Set(exploration.variables.map(({ group }) => group))];
  return renderPage({
    title: `What ${file.name} holds`,
    lead: `${count(rows)} applicants, read by the schema ${schema.id} (${schema.title}). ${outcomeSentence(outcome)}`,
    facts: [
      { label: 'Applicants', value: count(rows) },
      { label: 'Rejected rows', value: count(sum(exploration.rejects)) },
      { label: 'Variables', value: count(exploration.variables.length) },
      {
        label: 'Constant',
        value: count(exploration.variables.filter(({ isConstant }) => isConstant).length),
      },
      { label: 'Duplicates', value: count(exploration.duplicates.length) },
      ...(outcome ? [{ label: 'Bad', value: formatFigure(outcome.badRate.value, 'share') }] : []),
    ],
    sections: [
      qualitySection(exploration),
      ...informationSection(exploration),
      ...groups.map((group) => groupSection(group, exploration)),
      ...associationSection(exploration),
    ],
    footer: `Made by bora eda. sha256 of the file: ${file.sha256}. Levels of fewer than 15 rows are shown together.`,
  });
}

function outcomeSentence(outcome: Exploration['outcome']): string {
  if (!outcome) return 'It says nothing of what became of them.';
  const { value, low, high } = outcome.badRate;
  const unknown = outcome.unknown > 0 ? ` Of ${count(outcome.unknown)} the outcome is unknown.` : '';
  return `${count(outcome.bad)} turned out bad: ${formatFigure(value, 'share')} (95 % interval ${formatFigure(low, 'share')} to ${formatFigure(high, 'share')}).${unknown}`;
}

function qualitySection(exploration: Exploration): Section {
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

function informationSection({ variables }: Exploration): Section[] {
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

function groupSection(group: string, { variables, rows, outcome }: Exploration): Section {
  const members = variables.filter((one) => one.group === group);
  const badRate = outcome?.badRate.value ?? null;
  return {
    heading: group,
    charts: members.filter(({ isConstant }) => !isConstant).flatMap((one) => variableCharts(one, badRate)),
    tables: [
      {
        caption: `Variables of "${group}"`,
        folded: members.length > 12,
        columns: [
          { heading: 'Variable', format: 'text' },
          { heading: 'Kind', format: 'text' },
          { heading: 'Missing', format: 'share' },
          { heading: 'Levels', format: 'count' },
          { heading: 'Least', format: 'plain' },
          { heading: 'Median', format: 'plain' },
          { heading: '99 %', format: 'plain' },
          { heading: 'Largest', format: 'plain' },
          { heading: 'Mean', format: 'plain' },
          { heading: 'Information value', format: 'decimal' },
        ],
        rows: members.map((one) => [
          one.label,
          one.sensitive ? `${one.kind}, sensitive` : one.kind,
          one.missing / rows,
          one.levels,
          one.number?.minimum ?? null,
          one.number?.quantiles[3]?.value ?? null,
          one.number?.quantiles[6]?.value ?? null,
          one.number?.maximum ?? null,
          one.number?.mean ?? null,
          one.informationValue,
        ]),
      },
    ],
  };
}

function variableCharts(variable: ExploredVariable, badRate: number | null): Chart[] {
  return [distributionChart(variable), ...(badRate === null ? [] : [badRateChart(variable, badRate)])];
}

function distributionChart({ label, number, bins }: ExploredVariable): Chart {
  const rows = { label: 'rows', format: 'count' } as const;
  if (!number || number.histogram.length === 0) {
    return barChart({
      title: label,
      description: `Rows of each level; most have ${bins[0]?.label ?? 'none'}.`,
      value: rows,
      bars: bins.map((bin) => ({ label: bin.label, value: bin.rows })),
    });
  }
  const [, , , median] = number.quantiles;
  return histogramChart({
    title: label,
    description: `Distribution from the first to the ninety-ninth percentile; the median is ${formatFigure(median?.value ?? null, 'plain')}.`,
    x: { label, format: 'count' },
    y: rows,
    groups: [
      { name: label, bins: number.histogram.map(({ from, to, rows: value }) => ({ from, to, value })) },
    ],
  });
}

function badRateChart({ label, bins }: ExploredVariable, badRate: number): Chart {
  const rows = bins.flatMap((bin) => (bin.badRate === null ? [] : [{ label: bin.label, ...bin.badRate }]));
  return intervalChart({
    title: `Bad rate by ${label}`,
    description: `Bad rate with its 95 % interval; of all it is ${formatFigure(badRate, 'share')}.`,
    value: { label: 'bad rate', format: 'share' },
    rows,
    marks: [{ x: badRate, label: 'all' }],
  });
}

function associationSection({ associations }: Exploration): Section[] {
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

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, value) => total + value, 0);
}
