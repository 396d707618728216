/** A text as it may stand in Markdown without becoming markup, a table cell's end or a line break. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|#~]/g, (character) => `\\${character}`)
    .replaceAll('&', '&amp;');
}

/** A table, its first column to the left and all others to the right. Cells are escaped; `null` is `–`. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): string {
  const line = (cells: readonly (string | null)[]) =>
    `| ${cells.map((cell) => escapeMarkdown(cell ?? '–')).join(' | ')} |`;
  const rule = `| ${header.map((_, column) => (column === 0 ? '---' : '---:')).join(' | ')} |`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}
