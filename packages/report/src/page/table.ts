import { escapeHtml } from '../escape-html.ts';
import { type FigureFormat, formatFigure, noFigure } from '../figure-format.ts';

export interface Column {
  readonly heading: string;
  /** `text` stands to the left, numbers to the right. */
  readonly format: 'text' | FigureFormat;
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** A text in a column of numbers is shown as it is; `null` is shown as `–`. */
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Shown by its caption alone until it is opened. */
  readonly folded?: boolean;
}

/** A table that scrolls by itself where the page is narrower. */
export function renderTable({ caption, columns, rows, folded = false }: Table): string {
  const head = columns.map(
    ({ heading, format }) => `<th scope="col"${align(format)}>${escapeHtml(heading)}</th>`,
  );
  const body = rows.map(
    (row) => `<tr>${columns.map((column, place) => renderCell(column, row[place] ?? null)).join('')}</tr>`,
  );
  const name = escapeHtml(caption);
  const table =
    `<div class="table" role="region" tabindex="0" aria-label="${name}"><table>` +
    `${folded ? '' : `<caption>${name}</caption>`}<thead><tr>${head.join('')}</tr></thead>\n` +
    `<tbody>${body.join('\n')}</tbody></table></div>`;
  return folded ? `<details><summary>${name}</summary>${table}</details>` : table;
}

function renderCell({ format }: Column, value: string | number | null): string {
  return `<td${align(format)}>${escapeHtml(cellText(format, value))}</td>`;
}

function cellText(format: Column['format'], value: string | number | null): string {
  if (value === null) return noFigure;
  if (typeof value === 'string') return value;
  return format === 'text' ? String(value) : formatFigure(value, format);
}

function align(format: Column['format']): string {
  return format === 'text' ? '' : ' class="number"';
}
