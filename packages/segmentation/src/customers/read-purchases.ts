import type { PurchasesLayout } from '@bora/contracts';
import { SegmentationError } from '../segmentation-error.ts';
import { checkCustomerCount } from './customer-limit.ts';
import { readCustomerRows } from './customer-rows.ts';
import type { CustomerTable, ReadSettings } from './customer-table.ts';
import { numberOf, RowChecks } from './row-checks.ts';
import { rowMemory } from './row-memory.ts';
import { timeReader } from './time-pattern.ts';

const dayMs = 86_400_000;

interface Purchases {
  last: number;
  monetary: number;
  readonly orders: Set<string>;
  /** Lines of one order stand together in most files. */
  lastOrder: string;
}

/**
 * Recency, frequency and monetary value of every customer of a file of purchases, read in one pass. Left out, in this
 * order: rows with another number of fields, equal rows (where asked), rows without a customer, cancelled orders,
 * quantities (or amounts) and prices that are not above 0, unreadable numbers and dates.
 * Recency is whole days from the last purchase to the snapshot, which is a day after the last purchase of all;
 * frequency the number of different orders; monetary the sum of quantity × price.
 *
 * @throws SegmentationError `empty-file`, `missing-columns`, `ambiguous-columns`, `unreadable-dates`,
 * `unreadable-numbers`, `too-many-customers`, `no-usable-rows`, `snapshot-too-early`; FileError.
 */
export async function readPurchases(
  pieces: AsyncIterable<Uint8Array>,
  layout: PurchasesLayout,
  settings: ReadSettings = {},
): Promise<CustomerTable> {
  const checks = new RowChecks(reasonsOf(layout, settings));
  const customers = new Map<string, Purchases>();
  const timeOf = timeReader(layout.timePatterns);
  const wishes = Object.fromEntries(Object.entries(layout.columns).map(([wish, names]) => [wish, { names }]));
  const { cancelledOrderPrefix } = layout;
  const reading = { ...settings, checks, ...(settings.dropDuplicates && { isRepeated: rowMemory() }) };
  await readCustomerRows(pieces, wishes, reading, (places) => {
    const [orderAt, timeAt] = [places.order!, places.time!];
    const { amount: amountAt, quantity: quantityAt, price: priceAt } = places;
    return (customer, fields, line) => {
      const order = fields[orderAt]!.trim();
      if (cancelledOrderPrefix && order.startsWith(cancelledOrderPrefix)) return checks.leave('cancelled');
      const quantity = amountAt === undefined ? numberOf(fields[quantityAt!]!) : 1;
      const price = numberOf(fields[amountAt ?? priceAt!]!);
      if (Number.isNaN(quantity) || Number.isNaN(price))
        return checks.leaveUnreadable('unreadable-numbers', line);
      if (quantity <= 0) return checks.leave('non-positive-quantity');
      if (price <= 0)
        return checks.leave(amountAt === undefined ? 'non-positive-price' : 'non-positive-amount');
      const time = timeOf(fields[timeAt]!.trim());
      if (time === null) return checks.leaveUnreadable('unreadable-dates', line);
      addPurchase(customers, customer, order, time, quantity * price);
      checkCustomerCount(customers.size, settings.algorithm);
    };
  });
  return tableOf(customers, checks, layout, settings);
}

function reasonsOf(layout: PurchasesLayout, settings: ReadSettings): string[] {
  return [
    ...(settings.dropDuplicates ? ['duplicate'] : []),
    'missing-customer',
    ...(layout.cancelledOrderPrefix ? ['cancelled'] : []),
    ...('amount' in layout.columns
      ? ['non-positive-amount']
      : ['non-positive-quantity', 'non-positive-price']),
  ];
}

function addPurchase(
  customers: Map<string, Purchases>,
  customer: string,
  order: string,
  time: number,
  amount: number,
): void {
  const known = customers.get(customer);
  if (!known) {
    customers.set(customer, { last: time, monetary: amount, orders: new Set([order]), lastOrder: order });
    return;
  }
  if (time > known.last) known.last = time;
  known.monetary += amount;
  if (order === known.lastOrder) return;
  known.orders.add(order);
  known.lastOrder = order;
}

function tableOf(
  customers: Map<string, Purchases>,
  checks: RowChecks,
  layout: PurchasesLayout,
  settings: ReadSettings,
): CustomerTable {
  const left = checks.report({
    'unreadable-dates': `dates must look like ${layout.timePatterns.join(' or ')}.`,
    'unreadable-numbers': 'quantities, prices and amounts must be plain numbers, such as 12.50.',
  });
  if (customers.size === 0) {
    throw new SegmentationError(
      'no-usable-rows',
      'No row of the file is a purchase: look at the columns of the layout, and at what was left out.',
    );
  }
  let latest = Number.NEGATIVE_INFINITY;
  for (const { last } of customers.values()) if (last > latest) latest = last;
  const snapshot = settings.snapshot ?? latest + dayMs;
  if (snapshot < latest) {
    throw new SegmentationError(
      'snapshot-too-early',
      `The last purchase, of ${isoTime(latest)}, is after the snapshot: choose a later one.`,
    );
  }
  const columns = layout.features.map(({ name }) => name);
  const values = new Float64Array(customers.size * columns.length);
  let index = 0;
  for (const { last, monetary, orders } of customers.values()) {
    const of = { recency: Math.floor((snapshot - last) / dayMs), frequency: orders.size, monetary };
    for (const name of columns) values[index++] = of[name];
  }
  const used = checks.rows - Object.values(left).reduce((sum, count) => sum + count, 0);
  return {
    ids: [...customers.keys()],
    features: columns,
    values: { rows: customers.size, columns: columns.length, values },
    cleaning: { rows: checks.rows, used, customers: customers.size, left, snapshot: isoTime(snapshot) },
  };
}

function isoTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19);
}
