import { dot, type Markish, ruleY } from '@observablehq/plot';
import type { Axis, Chart, ChartText, Mark } from './chart.ts';
import { axisOptions, drawChart, requireNumbers } from './draw-chart.ts';
import { drawMarks } from './draw-marks.ts';
import { nameAxis, namedTickCount } from './name-axis.ts';
import { seriesColour, seriesSymbol } from './palette.ts';
import { symbolLegend } from './symbol-legend.ts';

export interface IntervalRow {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Rows of one group share colour and symbol. */
  readonly group?: string;
}

export interface IntervalChartData extends ChartText {
  readonly value: Axis;
  /** From top to bottom. */
  readonly rows: readonly IntervalRow[];
  /** Only those with an `x` make sense, such as "no difference". */
  readonly marks?: readonly Mark[];
}

/** A dot with its interval for each name: differences, rates of groups. */
export function intervalChart(data: IntervalChartData): Chart {
  requireNumbers(
    data,
    data.rows.flatMap(({ value, low, high }) => [value, low, high]),
  );
  const groups = [...new Set(data.rows.map(({ group = '' }) => group))];
  const rows = data.rows.map((row, index) => ({ ...row, row: index }));
  const drawn = groups.flatMap((group, place): Markish[] => {
    const members = rows.filter((row) => (row.group ?? '') === group);
    const colour = seriesColour(place);
    return [
      ruleY(members, { x1: 'low', x2: 'high', y: 'row', stroke: colour, strokeWidth: 2 }),
      dot(members, { x: 'value', y: 'row', fill: colour, symbol: seriesSymbol(place), r: 4.5 }),
    ];
  });
  const names = nameAxis(
    data.rows.map(({ label }) => label),
    (data.marks ?? []).length > 0,
  );
  return drawChart(
    data,
    {
      ...names.options,
      x: { ...axisOptions(data.value, namedTickCount), grid: true, inset: 6 },
      marks: [...drawMarks(data.marks), ...drawn],
    },
    groups.length > 1 ? symbolLegend(groups) : [],
  );
}
