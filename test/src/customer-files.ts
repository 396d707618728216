import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AttributesLayout, PurchasesLayout } from '@bora/contracts';
import { seededRandom } from '@bora/random';
import { repositoryRoot } from '@bora/testing';

function layoutJson(path: string): unknown {
  return JSON.parse(readFileSync(join(repositoryRoot, 'schemas', `${path}.json`), 'utf8'));
}

export const purchasesLayout = PurchasesLayout.parse(layoutJson('transactions/online-retail'));
export const attributesLayout = AttributesLayout.parse(layoutJson('customers/mall'));

/** A row of purchases by what its columns mean. */
export type Purchase = Readonly<Record<string, string | number>>;

/** Purchases as a file of the layout that ships. */
export function purchasesFile(purchases: readonly Purchase[]): string {
  const columns = Object.entries(purchasesLayout.columns);
  const header = columns.map(([, names]) => names[0]);
  const lines = purchases.map((purchase) => columns.map(([meaning]) => purchase[meaning] ?? ''));
  return [header, ...lines].map((cells) => cells.join(',')).join('\n');
}

/** Invented purchases of customers who buy often and much, rarely and little, or between. */
export function inventedPurchases(customers: number, purchasesEach: number): Purchase[] {
  const random = seededRandom(7, 0);
  return Array.from({ length: customers }, (_, index) => {
    const kind = index % 3;
    const orders = 1 + Math.floor(purchasesEach * [1, 0.4, 0.1][kind]! * (0.5 + random.uniform()));
    return Array.from({ length: orders }, (__, order) => ({
      customer: `c${index}`,
      order: `o${index}-${order}`,
      time: `2011-${['12', '10', '03'][kind]}-${String(1 + Math.floor(random.uniform() * 28)).padStart(2, '0')} 10:00:00`,
      quantity: 1 + Math.floor(random.uniform() * 10),
      price: ([20, 8, 3][kind]! * (0.5 + random.uniform())).toFixed(2),
    }));
  }).flat();
}

/** Customers with attributes as a file of the layout that ships; values in the order of its features. */
export function attributesFile(rows: readonly (readonly (string | number)[])[]): string {
  const header = [
    attributesLayout.columns.customer[0],
    ...attributesLayout.features.map(({ column }) => column[0]),
  ];
  return [header, ...rows.map((row, index) => [index + 1, ...row])]
    .map((cells) => cells.join(','))
    .join('\n');
}
