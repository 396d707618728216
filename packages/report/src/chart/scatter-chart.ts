import { dot, type Markish } from '@observablehq/plot';
import type { Axis, Chart, ChartText, Mark } from './chart.ts';
import { axisOptions, drawChart, leftMargin, requireNumbers } from './draw-chart.ts';
import { drawMarks } from './draw-marks.ts';
import { seriesColour, seriesSymbol } from './palette.ts';
import { symbolLegend } from './symbol-legend.ts';

export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  readonly group?: string;
}

export interface ScatterChartData extends ChartText {
  readonly x: Axis;
  readonly y: Axis;
  /** A point costs about 120 bytes of page: draw a sample of many. */
  readonly points: readonly ScatterPoint[];
  /** Order of the groups, and with it their colours; without it, that of their first points. */
  readonly groups?: readonly string[];
  readonly marks?: readonly Mark[];
}

/** Points by two numbers; groups differ in colour and symbol. */
export function scatterChart(data: ScatterChartData): Chart {
  requireNumbers(
    data,
    data.points.flatMap(({ x, y }) => [x, y]),
  );
  const groups = data.groups ?? [...new Set(data.points.map(({ group = '' }) => group))];
  const many = data.points.length > 400;
  const drawn = groups.map(
    (group, place): Markish =>
      dot(
        data.points.filter((point) => (point.group ?? '') === group),
        {
          x: 'x',
          y: 'y',
          fill: seriesColour(place),
          fillOpacity: many ? 0.55 : 0.85,
          symbol: seriesSymbol(place),
          r: many ? 2.5 : 4,
        },
      ),
  );
  return drawChart(
    data,
    {
      x: { ...axisOptions(data.x), grid: true },
      y: { ...axisOptions(data.y), grid: true },
      height: 340,
      marginLeft: leftMargin(data.y, data.y.domain ?? data.points.map(({ y }) => y)),
      marks: [...drawn, ...drawMarks(data.marks)],
    },
    groups.length > 1 ? symbolLegend(groups) : [],
  );
}
