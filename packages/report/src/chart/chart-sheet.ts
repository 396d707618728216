import { escapeHtml } from '../escape-html.ts';
import type { Chart } from './chart.ts';
import { backgrounds } from './palette.ts';

const ink = '#1b2127';
const titleHeight = 26;
const gap = 24;

/**
 * Charts with their titles on one white sheet, as an SVG document that needs no page around it: for notebooks and
 * slides. Charts stand in rows of `columns`.
 */
export function chartSheet(charts: readonly Chart[], columns = 2): string {
  const sized = charts.map((chart) => ({ ...chart, ...sizeOf(chart) }));
  const across = Math.max(1, Math.min(columns, charts.length));
  const width = Math.max(0, ...sized.map((chart) => chart.width));
  let y = gap / 2;
  const drawn: string[] = [];
  for (let first = 0; first < sized.length; first += across) {
    const row = sized.slice(first, first + across);
    for (const [place, { title, svg }] of row.entries()) {
      const x = gap / 2 + place * (width + gap);
      drawn.push(`<text x="${x}" y="${y + 14}" font-weight="600">${escapeHtml(title)}</text>`);
      drawn.push(svg.replace('<svg ', `<svg x="${x}" y="${y + titleHeight}" color="${ink}" `));
    }
    y += titleHeight + Math.max(...row.map((chart) => chart.height)) + gap;
  }
  const size = { width: across * (width + gap), height: y - gap / 2 };
  const name = escapeHtml(charts.map(({ title }) => title).join('; '));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" ` +
    `role="group" aria-label="${name}" font-family="system-ui, sans-serif" font-size="14" fill="${ink}">` +
    `<rect width="100%" height="100%" fill="${backgrounds.light}"/>${drawn.join('')}</svg>`
  );
}

function sizeOf({ svg }: Chart): { width: number; height: number } {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}
