import type { PurchasesLayout } from '@bora/contracts';
import { type SeededRandom, seededRandom } from '@bora/random';

const rowsPerPiece = 2_000;
const linesPerOrder = 20;
const customersPerRow = 1 / 100;
const firstDay = Date.UTC(2024, 0, 1);
const days = 365;

/** Purchases of invented customers as CSV with the layout's columns, in pieces; the same seed gives the same bytes. */
export function* syntheticPurchases(layout: PurchasesLayout, rows: number, seed: number): Generator<string> {
  const random = seededRandom(seed, 0);
  const customers = Math.max(10, Math.round(rows * customersPerRow));
  const wishes = Object.keys(layout.columns);
  yield `${Object.values(layout.columns)
    .map((names) => names[0])
    .join(',')}\n`;
  let piece = '';
  let order = orderOf(random, customers);
  for (let row = 0; row < rows; row++) {
    if (row % linesPerOrder === 0) order = orderOf(random, customers);
    const values: Readonly<Record<string, string | number>> = {
      customer: order.customer,
      order: 500_000 + Math.floor(row / linesPerOrder),
      time: order.time,
      quantity: 1 + Math.floor(random.uniform() * 12),
      price: (0.5 + 10 * random.uniform() ** 3).toFixed(2),
      amount: (5 + 100 * random.uniform() ** 3).toFixed(2),
    };
    piece += `${wishes.map((wish) => values[wish]).join(',')}\n`;
    if ((row + 1) % rowsPerPiece !== 0) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** Few customers order often, and those who order often ordered lately. */
function orderOf(random: SeededRandom, customers: number) {
  const rank = random.uniform() ** 2;
  const day = Math.floor(days * (1 - rank * random.uniform()));
  const time = new Date(firstDay + day * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
  return { customer: 10_000 + Math.floor(rank * customers), time };
}
