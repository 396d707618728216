/**
 * Pairs rows with columns so that the total cost is least; each is used once, and where there are more of one kind the
 * rest stays alone.
 * Source: the Hungarian algorithm with potentials, after H. Kuhn (1955) and J. Munkres (1957).
 *
 * @param costs one row of equally many numbers for each row.
 * @returns for each row its column, or −1.
 */
export function cheapestPairs(costs: readonly (readonly number[])[]): number[] {
  const rows = costs.length;
  const columns = costs[0]?.length ?? 0;
  if (rows > columns) {
    const turned = cheapestPairs(
      Array.from({ length: columns }, (_, column) => costs.map((row) => row[column]!)),
    );
    const pairs = new Array<number>(rows).fill(-1);
    for (const [column, row] of turned.entries()) if (row >= 0) pairs[row] = column;
    return pairs;
  }
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  /** Row of each column, both from 1; column 0 holds the row that is being placed. */
  const rowOf = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) place(row, costs, rowPotential, columnPotential, rowOf);
  const pairs = new Array<number>(rows).fill(-1);
  for (let column = 1; column <= columns; column++)
    if (rowOf[column]! > 0) pairs[rowOf[column]! - 1] = column - 1;
  return pairs;
}

/** Places one more row along the cheapest path of exchanges. */
function place(
  row: number,
  costs: readonly (readonly number[])[],
  rowPotential: Float64Array,
  columnPotential: Float64Array,
  rowOf: Int32Array,
): void {
  const columns = rowOf.length - 1;
  const slack = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
  const cameFrom = new Int32Array(columns + 1);
  const isDone = new Uint8Array(columns + 1);
  rowOf[0] = row;
  let column = 0;
  do {
    isDone[column] = 1;
    const current = rowOf[column]!;
    let least = Number.POSITIVE_INFINITY;
    let next = 0;
    for (let other = 1; other <= columns; other++) {
      if (isDone[other] === 1) continue;
      const reduced = costs[current - 1]![other - 1]! - rowPotential[current]! - columnPotential[other]!;
      if (reduced < slack[other]!) {
        slack[other] = reduced;
        cameFrom[other] = column;
      }
      if (slack[other]! < least) {
        least = slack[other]!;
        next = other;
      }
    }
    for (let other = 0; other <= columns; other++) {
      if (isDone[other] === 1) {
        rowPotential[rowOf[other]!]! += least;
        columnPotential[other]! -= least;
      } else slack[other]! -= least;
    }
    column = next;
  } while (rowOf[column] !== 0);
  while (column !== 0) {
    const before = cameFrom[column]!;
    rowOf[column] = rowOf[before]!;
    column = before;
  }
}
