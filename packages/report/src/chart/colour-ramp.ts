import { type PlotOptions, scale } from '@observablehq/plot';
import { escapeHtml } from '../escape-html.ts';
import { type FigureFormat, formatTick } from '../figure-format.ts';
import type { Legend } from './legend.ts';

export interface ColourValues {
  readonly label: string;
  readonly format: FigureFormat;
  /** Where the two colours of a diverging ramp meet, such as a profit of 0; without it one colour grows lighter. */
  readonly middle?: number;
}

export interface ColourRamp {
  readonly options: NonNullable<PlotOptions['color']>;
  readonly legend: Legend;
  /** Black or white, whichever is read more easily on the colour of a value. */
  textOn(value: number): string;
}

const steps = 28;
const stepWidth = 6;

/** Colours of numbers that are told apart with every colour vision: cividis, or purple to orange around a middle. */
export function colourRamp(values: readonly number[], { label, format, middle }: ColourValues): ColourRamp {
  const [least, most] = span(values, middle);
  const domain = [least, most];
  const options =
    middle === undefined
      ? { type: 'linear' as const, scheme: 'cividis' as const, domain }
      : { type: 'diverging' as const, scheme: 'puor' as const, pivot: middle, symmetric: true, domain };
  const { apply } = scale({ color: options });
  const patches = Array.from({ length: steps }, (_, step) => {
    const value = least + ((most - least) * (step + 0.5)) / steps;
    return `<rect x="${step * stepWidth}" width="${stepWidth + 0.5}" height="12" fill="${apply(value)}"/>`;
  });
  const end = steps * stepWidth;
  const place = Math.max(60, formatTick(least, format).length * 7 + 10);
  const texts =
    `<text x="-6" y="10" text-anchor="end">${formatTick(least, format)}</text>` +
    `<text x="${end + 6}" y="10" text-anchor="start">${formatTick(most, format)}  ${escapeHtml(label)}</text>`;
  return {
    options,
    legend: { svg: `<g transform="translate(${place},4)">${patches.join('')}${texts}</g>`, height: 24 },
    textOn: (value) => (luminance(String(apply(value))) > 0.18 ? '#000' : '#fff'),
  };
}

/** Least and largest value; a ramp around a middle reaches as far to both sides. */
function span(values: readonly number[], middle: number | undefined): [number, number] {
  const least = values.reduce((smallest, value) => Math.min(smallest, value), Infinity);
  const most = values.reduce((largest, value) => Math.max(largest, value), -Infinity);
  if (middle === undefined) return least < most ? [least, most] : [least, least + 1];
  const reach = Math.max(Math.abs(least - middle), Math.abs(most - middle)) || 1;
  return [middle - reach, middle + reach];
}

/** Relative luminance of a colour, `#rrggbb` or `rgb(r, g, b)` (WCAG 2.2). */
function luminance(colour: string): number {
  const parts = colour.startsWith('#')
    ? [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16))
    : [...colour.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
