const digitBits = 16;
const digits = 1 << digitBits;

/**
 * The rows sorted by their cells' coordinates, the first one first; rows of one cell stay in their order. Sorted by
 * counting, digit by digit, so that the cost grows with the rows alone.
 *
 * @param coordinates rows × columns.
 */
export function cellOrder(coordinates: Uint32Array, rows: number, columns: number): Uint32Array {
  let order = Uint32Array.from({ length: rows }, (_, row) => row);
  let next = new Uint32Array(rows);
  for (let column = columns - 1; column >= 0; column--) {
    let greatest = 0;
    for (let at = column; at < coordinates.length; at += columns)
      if (coordinates[at]! > greatest) greatest = coordinates[at]!;
    for (let shift = 0; shift === 0 || greatest >>> shift > 0; shift += digitBits) {
      const ends = new Uint32Array(Math.min(digits, greatest + 1) + 1);
      const digitOf = (row: number): number =>
        (coordinates[row * columns + column]! >>> shift) & (digits - 1);
      for (let row = 0; row < rows; row++) ends[digitOf(row) + 1]! += 1;
      for (let digit = 1; digit < ends.length; digit++) ends[digit]! += ends[digit - 1]!;
      for (let place = 0; place < rows; place++) {
        const row = order[place]!;
        next[ends[digitOf(row)]!++] = row;
      }
      [order, next] = [next, order];
      if (shift + digitBits >= 32) break;
    }
  }
  return order;
}
