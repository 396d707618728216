import type { ReadSettings } from './customer-table.ts';
import { type ColumnWish, readDelimitedRows } from './delimited-rows.ts';
import type { RowChecks } from './row-checks.ts';

/** A row that names a customer: the fields, and its line from 1. */
export type OnCustomerRow = (customer: string, fields: readonly string[], line: number) => void;

export interface CustomerRowSettings extends Pick<ReadSettings, 'onProgress'> {
  /** Counts every row, and those that are left out. */
  readonly checks: RowChecks;
  /** Whether the same text came before; without it rows may be equal. */
  readonly isRepeated?: (text: string) => boolean;
}

const progressEveryRows = 20_000;

/**
 * Reads a delimited file whose column `customer` says of whom a row tells. Left out, in this order: rows with another
 * number of fields, repeated rows, rows without a customer.
 *
 * @param onHeader called once with the place of every column; its answer is called with every row that is left.
 * @throws as `readDelimitedRows`.
 */
export async function readCustomerRows(
  pieces: AsyncIterable<Uint8Array>,
  wishes: Readonly<Record<string, ColumnWish>>,
  { checks, isRepeated, onProgress }: CustomerRowSettings,
  onHeader: (places: Readonly<Record<string, number>>) => OnCustomerRow,
): Promise<void> {
  await readDelimitedRows(pieces, wishes, ({ places, fieldCount }) => {
    const onRow = onHeader(places);
    const customerAt = places.customer!;
    return (fields, text, line) => {
      checks.count();
      if (checks.rows % progressEveryRows === 0) onProgress?.(checks.rows);
      if (fields.length !== fieldCount) return checks.leave('wrong-field-count');
      if (isRepeated?.(text)) return checks.leave('duplicate');
      const customer = fields[customerAt]!.trim();
      if (customer === '') return checks.leave('missing-customer');
      onRow(customer, fields, line);
    };
  });
}
