import { escapeHtml } from '../escape-html.ts';
import { shortened } from './short-text.ts';

export interface LegendItem {
  readonly name: string;
  readonly colour: string;
  readonly shape: 'line' | 'box';
  readonly dash?: string;
  /** Path of a symbol around 0, 0, drawn in place of the box. */
  readonly symbolPath?: string;
}

export interface Legend {
  readonly svg: string;
  readonly height: number;
}

const rowHeight = 18;
const characterWidth = 6.8;
const swatchWidth = 26;
const mostCharacters = 36;

/** Names beside their colours, in as many rows as the width needs. */
export function drawLegend(items: readonly LegendItem[], width: number): Legend {
  let row = 0;
  let x = 4;
  const drawn = items.map((item) => {
    const name = shortened(item.name, mostCharacters);
    const itemWidth = swatchWidth + name.length * characterWidth + 14;
    if (x > 4 && x + itemWidth > width) {
      row += 1;
      x = 4;
    }
    const at = `translate(${x.toFixed(0)},${row * rowHeight + 10})`;
    x += itemWidth;
    const text = `<text x="${swatchWidth}" dy="0.35em" text-anchor="start">${escapeHtml(name)}</text>`;
    return `<g transform="${at}">${swatch(item)}${text}</g>`;
  });
  if (drawn.length === 0) return { svg: '', height: 0 };
  return { svg: `<g>${drawn.join('')}</g>`, height: (row + 1) * rowHeight + 6 };
}

function swatch({ colour, shape, dash, symbolPath }: LegendItem): string {
  if (symbolPath) return `<path d="${symbolPath}" transform="translate(14,0)" fill="${colour}"/>`;
  if (shape === 'box') return `<rect x="4" y="-6" width="16" height="12" fill="${colour}" opacity="0.75"/>`;
  const dashed = dash ? ` stroke-dasharray="${dash}"` : '';
  return `<path d="M0,0H22" stroke="${colour}" stroke-width="2.5"${dashed}/>`;
}
