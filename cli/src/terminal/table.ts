export type Cell = string | number;

/** Rows in columns for people: numbers and figures to the right, names to the left. */
export function textTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [header, ...rows].map((row) => row.map(String));
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const isRight = header.map((_, column) => rows.length > 0 && rows.every((row) => isFigure(row[column])));
  const format = (line: readonly string[]) =>
    line
      .map((text, column) =>
        isRight[column] ? text.padStart(widths[column]!) : text.padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd();
  const hasHeader = header.some((name) => name !== '');
  return (hasHeader ? lines : lines.slice(1)).map(format).join('\n');
}

/** The same as Markdown. */
export function markdownTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function isFigure(cell: Cell | undefined): boolean {
  return typeof cell === 'number' || (cell !== undefined && /^[-+±]?[\d.]/.test(cell));
}
