import type { SegmentationLayout } from '@bora/contracts';
import type { CustomerTable, ReadSettings } from './customer-table.ts';
import { unzipped } from './gzip.ts';
import { readAttributes } from './read-attributes.ts';
import { readMovements } from './read-movements.ts';
import { readPurchases } from './read-purchases.ts';

/**
 * Reads a delimited text file, gzipped or not, as its layout says: one row of features a customer.
 *
 * @throws SegmentationError naming what is wrong with the file; FileError where it is no delimited text.
 */
export function readCustomers(
  pieces: AsyncIterable<Uint8Array>,
  layout: SegmentationLayout,
  settings: ReadSettings = {},
): Promise<CustomerTable> {
  const text = unzipped(pieces);
  switch (layout.kind) {
    case 'purchases':
      return readPurchases(text, layout, settings);
    case 'movements':
      return readMovements(text, layout, settings);
    case 'attributes':
      return readAttributes(text, layout, settings);
  }
}
