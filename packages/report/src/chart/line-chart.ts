import { areaY, dot, line, type Markish, ruleX } from '@observablehq/plot';
import type { Axis, Chart, ChartText, Mark } from './chart.ts';
import { axisOptions, drawChart, leftMargin, requireNumbers } from './draw-chart.ts';
import { drawMarks } from './draw-marks.ts';
import type { LegendItem } from './legend.ts';
import { seriesColour, seriesDash } from './palette.ts';

export interface LinePoint {
  readonly x: number;
  readonly y: number;
  /** Ends of an interval: a band around a line, a whisker through a dot. */
  readonly low?: number;
  readonly high?: number;
}

export interface Series {
  readonly name: string;
  readonly points: readonly LinePoint[];
  /** `step` keeps a value until the next point, `guide` is faint and takes no colour. */
  readonly style?: 'line' | 'step' | 'dots' | 'guide';
}

export interface LineChartData extends ChartText {
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly marks?: readonly Mark[];
}

/** One or more lines over a numeric axis, with bands or whiskers where points have intervals. */
export function lineChart(data: LineChartData): Chart {
  const points = data.series.flatMap((series) => series.points);
  const ends = points.flatMap(({ y, low = y, high = y }) => [y, low, high]);
  requireNumbers(data, [...points.map(({ x }) => x), ...ends]);
  const styled = styledSeries(data.series);
  return drawChart(
    data,
    {
      x: axisOptions(data.x),
      y: { ...axisOptions(data.y), grid: true },
      marginLeft: leftMargin(data.y, data.y.domain ?? ends),
      marks: [...styled.flatMap(drawSeries), ...drawMarks(data.marks)],
    },
    data.series.length > 1 ? styled.map(legendItem) : [],
  );
}

interface StyledSeries {
  readonly series: Series;
  readonly colour: string;
  readonly dash: string;
}

function styledSeries(all: readonly Series[]): StyledSeries[] {
  let coloured = 0;
  return all.map((series) => {
    if (series.style === 'guide') return { series, colour: 'currentColor', dash: '2 3' };
    const place = coloured++;
    return { series, colour: seriesColour(place), dash: seriesDash(place) };
  });
}

function drawSeries({ series, colour, dash }: StyledSeries): Markish[] {
  const channels = { x: 'x', y: 'y' };
  const withInterval = series.points.filter(({ low, high }) => low !== undefined && high !== undefined);
  if (series.style === 'dots') {
    return [
      ruleX(withInterval, { x: 'x', y1: 'low', y2: 'high', stroke: colour, strokeWidth: 1.5 }),
      dot(series.points, { ...channels, fill: colour, r: 3.5 }),
    ];
  }
  const faint = series.style === 'guide' ? { strokeOpacity: 0.6, strokeWidth: 1.5 } : { strokeWidth: 2 };
  const curve = series.style === 'step' ? 'step-after' : 'linear';
  return [
    areaY(withInterval, { x: 'x', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.2, curve }),
    line(series.points, { ...channels, stroke: colour, strokeDasharray: dash, curve, ...faint }),
  ];
}

function legendItem({ series, colour, dash }: StyledSeries): LegendItem {
  if (series.style === 'dots')
    return { name: series.name, colour, shape: 'line', symbolPath: 'M-4,0a4,4 0 1 0 8,0a4,4 0 1 0 -8,0' };
  return { name: series.name, colour, shape: 'line', dash };
}
