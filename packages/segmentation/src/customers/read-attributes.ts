import type { AttributesLayout } from '@bora/contracts';
import { SegmentationError } from '../segmentation-error.ts';
import { checkCustomerCount } from './customer-limit.ts';
import { readCustomerRows } from './customer-rows.ts';
import type { CustomerTable, ReadSettings } from './customer-table.ts';
import { numberOf, RowChecks } from './row-checks.ts';

/**
 * Customers of a file with one row each. Left out: rows with another number of fields, without a customer, or with a
 * feature that is no number.
 *
 * @throws SegmentationError `empty-file`, `missing-columns`, `ambiguous-columns`, `unreadable-numbers`,
 * `duplicate-customer`, `too-many-customers`, `no-usable-rows`; FileError.
 */
export async function readAttributes(
  pieces: AsyncIterable<Uint8Array>,
  layout: AttributesLayout,
  settings: ReadSettings = {},
): Promise<CustomerTable> {
  const checks = new RowChecks(['missing-customer']);
  const known = new Set<string>();
  const numbers: number[] = [];
  const columns = layout.features.map(({ name }) => name);
  const wishes = Object.fromEntries([
    ['customer', { names: layout.columns.customer }],
    ...layout.features.map(({ name, column }) => [`feature ${name}`, { names: column }] as const),
  ]);
  await readCustomerRows(pieces, wishes, { ...settings, checks }, (places) => {
    const at = layout.features.map(({ name, multiplier }) => ({
      place: places[`feature ${name}`]!,
      multiplier,
    }));
    const row = new Float64Array(at.length);
    return (customer, fields, line) => {
      for (const [index, { place, multiplier }] of at.entries())
        row[index] = numberOf(fields[place]!) * multiplier;
      if (row.some(Number.isNaN)) return checks.leaveUnreadable('unreadable-numbers', line);
      if (known.has(customer)) {
        throw new SegmentationError(
          'duplicate-customer',
          `The customer of line ${line} stands twice: give one row for each, or choose a layout of transactions.`,
        );
      }
      known.add(customer);
      checkCustomerCount(known.size, settings.algorithm);
      for (const value of row) numbers.push(value);
    };
  });
  const left = checks.report({
    'unreadable-dates': '',
    'unreadable-numbers': `these must be plain numbers: ${layout.features.map(({ column }) => column[0]).join(', ')}.`,
  });
  if (known.size === 0) {
    throw new SegmentationError(
      'no-usable-rows',
      'No row of the file is a customer: look at what was left out.',
    );
  }
  return {
    ids: [...known],
    features: columns,
    values: { rows: known.size, columns: columns.length, values: Float64Array.from(numbers) },
    cleaning: { rows: checks.rows, used: known.size, customers: known.size, left, snapshot: null },
  };
}
