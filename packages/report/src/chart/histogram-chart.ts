import { lineY, type Markish, rectY, ruleY } from '@observablehq/plot';
import type { Axis, Chart, ChartText, Mark } from './chart.ts';
import { axisOptions, drawChart, leftMargin, requireNumbers } from './draw-chart.ts';
import { drawMarks } from './draw-marks.ts';
import { seriesColour, seriesDash } from './palette.ts';

export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  /** Height: a count or a share. */
  readonly value: number;
}

export interface HistogramChartData extends ChartText {
  readonly x: Axis;
  readonly y: Axis;
  /** Drawn over one another; bins in order. */
  readonly groups: readonly { readonly name: string; readonly bins: readonly HistogramBin[] }[];
  readonly marks?: readonly Mark[];
}

/** Distribution of a number, of one or more groups over one another. */
export function histogramChart(data: HistogramChartData): Chart {
  const bins = data.groups.flatMap((group) => group.bins);
  requireNumbers(
    data,
    bins.flatMap(({ from, to, value }) => [from, to, value]),
  );
  const drawn = data.groups.flatMap(({ bins: own }, place): Markish[] => [
    rectY(own, {
      x1: 'from',
      x2: 'to',
      y1: 0,
      y2: 'value',
      fill: seriesColour(place),
      fillOpacity: 0.3,
      inset: 0,
    }),
    lineY(outline(own), { x: 'x', y: 'y', stroke: seriesColour(place), strokeDasharray: seriesDash(place) }),
  ]);
  return drawChart(
    data,
    {
      x: axisOptions(data.x),
      y: { ...axisOptions(data.y), grid: true },
      marginLeft: leftMargin(data.y, data.y.domain ?? bins.map(({ value }) => value)),
      marks: [...drawn, ruleY([0], { stroke: 'currentColor' }), ...drawMarks(data.marks)],
    },
    data.groups.length < 2
      ? []
      : data.groups.map(({ name }, place) => ({ name, colour: seriesColour(place), shape: 'box' as const })),
  );
}

function outline(bins: readonly HistogramBin[]): { x: number; y: number }[] {
  return bins.flatMap(({ from, to, value }) => [
    { x: from, y: value },
    { x: to, y: value },
  ]);
}
