import {
  barChart,
  type Chart,
  formatFigure,
  histogramChart,
  intervalChart,
  type Section,
} from '@bora/report';
import type { Exploration, ExploredVariable } from './exploration.ts';

/** The variables of one group: distributions, bad rates and figures. */
export function groupSection(group: string, { variables, rows, outcome }: Exploration): Section {
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
