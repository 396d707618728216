import type { PlotOptions } from '@observablehq/plot';
import { shortened } from './short-text.ts';

const mostCharacters = 24;
const characterWidth = 7;
const rowHeight = 25;
const roomAbove = 30;

/** Beside names there is room for fewer ticks. */
export const namedTickCount = 4;

/**
 * A vertical axis of names, one a row from the top; two rows may have the same name. Marks stand at the row's number.
 * @param isTitled something stands above the rows
 */
export function nameAxis(labels: readonly string[], isTitled: boolean): { readonly options: PlotOptions } {
  const names = labels.map((label) => shortened(label, mostCharacters));
  const longest = Math.max(4, ...names.map((name) => name.length));
  return {
    options: {
      marginLeft: Math.round(16 + longest * characterWidth),
      marginTop: isTitled ? roomAbove : 6,
      height: 44 + (isTitled ? roomAbove : 6) + labels.length * rowHeight,
      y: {
        type: 'band',
        domain: labels.map((_, row) => row),
        label: null,
        tickFormat: (row: number) => names[row]!,
        tickSize: 0,
      },
    },
  };
}
