import { cell, text } from '@observablehq/plot';
import { type FigureFormat, formatFigure, formatTick } from '../figure-format.ts';
import { type Chart, ChartDataError, type ChartText } from './chart.ts';
import { type ColourValues, colourRamp } from './colour-ramp.ts';
import { chartWidth, drawChart, requireNumbers } from './draw-chart.ts';
import { nameAxis } from './name-axis.ts';
import { shortened } from './short-text.ts';

export interface MatrixChartData extends ChartText {
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** One list a row, one number a column; `null` stays empty. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly value: ColourValues;
}

const characterWidth = 7.2;

/** A number for each pair of names, as colour and figure: profiles of segments, associations of variables. */
export function matrixChart(data: MatrixChartData): Chart {
  const { columns, rows, values } = data;
  const isWhole = values.length === rows.length && values.every((row) => row.length === columns.length);
  if (!isWhole) throw new ChartDataError(data.title, 'its rows are not as long as its columns are many.');
  const known = values.flatMap((row, y) =>
    row.flatMap((value, x) => (value === null ? [] : [{ x, y, value }])),
  );
  const numbers = known.map(({ value }) => value);
  requireNumbers(data, numbers);
  const ramp = colourRamp(numbers, data.value);
  const { options } = nameAxis(rows, true);
  const room = (chartWidth - (options.marginLeft ?? 0) - 22) / columns.length;
  const most = Math.max(3, Math.floor(room / characterWidth));
  const names = columns.map((name) => shortened(name, most));
  return drawChart(
    data,
    {
      ...options,
      x: {
        type: 'band',
        domain: columns.map((_, column) => column),
        label: null,
        tickFormat: (column: number) => names[column]!,
        tickSize: 0,
        axis: 'top',
      },
      color: ramp.options,
      marks: [
        cell(known, { x: 'x', y: 'y', fill: 'value', inset: 0.5 }),
        text(known, {
          x: 'x',
          y: 'y',
          text: ({ value }: { value: number }) => cellText(value, data.value.format, most),
          fill: ({ value }: { value: number }) => ramp.textOn(value),
        }),
      ],
    },
    ramp.legend,
  );
}

/** A figure as it fits into a cell: whole per cents where there is no room for tenths. */
function cellText(value: number, format: FigureFormat, most: number): string {
  const figure = formatFigure(value, format);
  if (figure.length <= most) return figure;
  return shortened(
    format === 'share' ? `${formatFigure(100 * value, 'count')} %` : formatTick(value, format),
    most,
  );
}
