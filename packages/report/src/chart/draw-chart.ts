import { type PlotOptions, plot } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { escapeHtml, printable } from '../escape-html.ts';
import { formatTick } from '../figure-format.ts';
import { type Axis, type Chart, ChartDataError, type ChartText } from './chart.ts';
import { drawLegend, type Legend, type LegendItem } from './legend.ts';

/** Of every chart, in pixels: small enough that its text stays readable on a telephone of 360. */
export const chartWidth = 420;
const fontSize = 12.5;
const defaultHeight = 300;
const tickCount = 5;

const geometry = ['d', 'transform', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height', 'cx', 'cy', 'r'];

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Draws a plot as an SVG document with its legend above it; the same input gives the same bytes. */
export function drawChart(
  text: ChartText,
  options: PlotOptions,
  legend: readonly LegendItem[] | Legend = [],
): Chart {
  const { title, description } = text;
  const height = options.height ?? defaultHeight;
  const drawn = plot({
    document,
    marginTop: 30,
    marginRight: 22,
    marginBottom: 42,
    ...options,
    width: chartWidth,
    height,
  });
  if (drawn.tagName.toLowerCase() !== 'svg') throw new ChartDataError(title, 'it did not become a picture.');
  for (const style of drawn.querySelectorAll('style')) style.remove();
  roundGeometry(drawn);
  const named = 'svg' in legend ? legend : drawLegend(legend, chartWidth);
  const total = named.height + height;
  const content = printable(drawn.innerHTML);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 ${chartWidth} ${total}" ` +
    `width="${chartWidth}" height="${total}" role="img" aria-label="${escapeHtml(`${title}. ${description}`)}" ` +
    `font-family="system-ui, sans-serif" font-size="${fontSize}" text-anchor="middle" fill="currentColor">` +
    `${named.svg}<g transform="translate(0,${named.height})">${content}</g></svg>`;
  return { title, description, svg };
}

/** Two places of a pixel are enough for every eye, and machines differ in the sixteenth. */
function roundGeometry(drawn: ReturnType<typeof plot>): void {
  for (const element of drawn.querySelectorAll('*')) {
    for (const name of geometry) {
      const value: string | null = element.getAttribute(name);
      if (value === null) continue;
      const rounded = value.replace(/-?\d+\.\d{3,}(?:e-?\d+)?|-?\d+e-\d+/g, (number) =>
        String(Math.round(Number(number) * 100) / 100),
      );
      element.setAttribute(name, rounded);
    }
  }
}

/** Options of a scale that shows numbers as the axis says. */
export function axisOptions(axis: Axis, ticks = tickCount): NonNullable<PlotOptions['x']> {
  return {
    label: axis.label,
    labelArrow: 'none',
    ticks,
    tickFormat: (value: number) => formatTick(value, axis.format),
    ...(axis.scale === 'log' ? { type: 'log' as const } : { type: 'linear' as const }),
    ...(axis.domain ? { domain: [...axis.domain] } : {}),
  };
}

/** Room to the left of a vertical axis for its longest tick. */
export function leftMargin(axis: Axis, values: Iterable<number>): number {
  let longest = 3;
  for (const value of values) longest = Math.max(longest, formatTick(value, axis.format).length);
  return Math.min(24 + longest * 7, 80);
}

/** Throws where there is nothing to draw or a number is none. */
export function requireNumbers({ title }: ChartText, numbers: Iterable<number>): void {
  let count = 0;
  for (const value of numbers) {
    count += 1;
    if (!Number.isFinite(value)) throw new ChartDataError(title, `${value} cannot be drawn.`);
  }
  if (count === 0) throw new ChartDataError(title, 'there is nothing to draw.');
}
