import { link, type Markish, rect } from '@observablehq/plot';
import { type Axis, type Chart, ChartDataError, type ChartText, type Mark } from './chart.ts';
import { type ColourValues, colourRamp } from './colour-ramp.ts';
import { contourLines } from './contour-lines.ts';
import { axisOptions, drawChart, leftMargin, requireNumbers } from './draw-chart.ts';
import { drawMarks } from './draw-marks.ts';

export interface HeatMapCell {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

export interface HeatMapChartData extends ChartText {
  readonly x: Axis;
  readonly y: Axis;
  readonly value: ColourValues;
  /** A whole grid: every x with every y, once; at least two of each. */
  readonly cells: readonly HeatMapCell[];
  /** Values along which lines are drawn, such as 0 for break-even. */
  readonly contours?: readonly number[];
  readonly marks?: readonly Mark[];
}

/** A number over two numeric axes as colours, with lines of equal value. */
export function heatMapChart(data: HeatMapChartData): Chart {
  const { cells } = data;
  requireNumbers(
    data,
    cells.flatMap(({ x, y, value }) => [x, y, value]),
  );
  const columns = edgesAround(
    data,
    cells.map(({ x }) => x),
  );
  const rows = edgesAround(
    data,
    cells.map(({ y }) => y),
  );
  if (cells.length !== columns.size * rows.size) {
    throw new ChartDataError(data.title, 'its cells are not a whole grid.');
  }
  const boxes = cells.map((cell) => {
    const [x1, x2] = columns.get(cell.x)!;
    const [y1, y2] = rows.get(cell.y)!;
    return { ...cell, x1, x2, y1, y2 };
  });
  const ramp = colourRamp(
    cells.map(({ value }) => value),
    data.value,
  );
  return drawChart(
    data,
    {
      x: axisOptions(data.x),
      y: axisOptions(data.y),
      color: ramp.options,
      height: 340,
      marginLeft: leftMargin(data.y, rows.keys()),
      marks: [
        rect(boxes, { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: 'value', inset: -0.3 }),
        ...drawContours(data),
        ...drawMarks(data.marks),
      ],
    },
    ramp.legend,
  );
}

/** A white line with a black one on it is seen on every colour. */
function drawContours({ cells, contours = [] }: HeatMapChartData): Markish[] {
  const segments = contours.flatMap((level) => contourLines(cells, level));
  const ends = { x1: 'x1', y1: 'y1', x2: 'x2', y2: 'y2', strokeLinecap: 'round' } as const;
  return [
    link(segments, { ...ends, stroke: '#fff', strokeWidth: 3.5 }),
    link(segments, { ...ends, stroke: '#000', strokeWidth: 1.5 }),
  ];
}

/** Each distinct value with the ends of its cell, half way to its neighbours. */
function edgesAround(text: ChartText, values: readonly number[]): Map<number, readonly [number, number]> {
  const sorted = [...new Set(values)].sort((left, right) => left - right);
  if (sorted.length < 2) throw new ChartDataError(text.title, 'a grid needs two columns and two rows.');
  const between = sorted.slice(1).map((value, index) => (value + sorted[index]!) / 2);
  const first = 2 * sorted[0]! - between[0]!;
  const last = 2 * sorted.at(-1)! - between.at(-1)!;
  const edges = [first, ...between, last];
  return new Map(sorted.map((value, index) => [value, [edges[index]!, edges[index + 1]!]]));
}
