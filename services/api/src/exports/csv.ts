/** One line of cells that are ready. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.join(',')}\n`;
}
