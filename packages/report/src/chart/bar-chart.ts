import { barX, ruleX, ruleY, text } from '@observablehq/plot';
import { formatFigure } from '../figure-format.ts';
import type { Axis, Chart, ChartText, Mark } from './chart.ts';
import { axisOptions, drawChart, requireNumbers } from './draw-chart.ts';
import { drawMarks } from './draw-marks.ts';
import { nameAxis, namedTickCount } from './name-axis.ts';
import { seriesColour } from './palette.ts';

export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

export interface BarChartData extends ChartText {
  readonly value: Axis;
  /** From top to bottom. */
  readonly bars: readonly Bar[];
  /** Only those with an `x` make sense. */
  readonly marks?: readonly Mark[];
}

/** One horizontal bar a name, its figure at its end, with a whisker where it has an interval. */
export function barChart(data: BarChartData): Chart {
  const ends = data.bars.flatMap(({ value, low = value, high = value }) => [value, low, high]);
  requireNumbers(data, ends);
  const rows = data.bars.map((bar, row) => ({
    ...bar,
    row,
    end: Math.max(bar.value, bar.high ?? bar.value, 0),
  }));
  const whiskers = rows.filter(({ low, high }) => low !== undefined && high !== undefined);
  const least = Math.min(0, ...ends);
  const most = Math.max(0, ...ends);
  const room = 0.2 * (most - least || 1);
  const names = nameAxis(
    data.bars.map(({ label }) => label),
    (data.marks ?? []).length > 0,
  );
  return drawChart(data, {
    ...names.options,
    x: {
      ...axisOptions(data.value, namedTickCount),
      domain: data.value.domain ?? [least, most + room],
      grid: true,
    },
    marks: [
      barX(rows, {
        x: 'value',
        y: 'row',
        fill: seriesColour(0),
        fillOpacity: 0.75,
        insetTop: 2,
        insetBottom: 2,
      }),
      ruleY(whiskers, { x1: 'low', x2: 'high', y: 'row', stroke: 'currentColor', strokeWidth: 1.5 }),
      text(rows, {
        x: 'end',
        y: 'row',
        text: ({ value }: Bar) => formatFigure(value, data.value.format),
        textAnchor: 'start',
        dx: 5,
      }),
      ruleX([0], { stroke: 'currentColor' }),
      ...drawMarks(data.marks),
    ],
  });
}
