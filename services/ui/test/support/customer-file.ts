import { inventedPurchases, purchasesFile } from '@bora/system-test/customer-files';

/** Invented purchases as a person would pick them from a disk. */
export function customerFile(name: string, customers: number) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(purchasesFile(inventedPurchases(customers, 8))) };
}
