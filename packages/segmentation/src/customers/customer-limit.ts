import type { SegmentationRequest } from '@bora/contracts';
import { refuseTooMany } from '../clustering/dbscan.ts';
import { SegmentationError } from '../segmentation-error.ts';

/** A Map or a Set of the engine holds hardly more. */
export const maximumCustomers = 16_000_000;

/**
 * To be called as customers are found, so that a file of too many is refused before it is read to its end.
 *
 * @param algorithm that they are read for.
 * @throws SegmentationError `too-many-customers`.
 */
export function checkCustomerCount(
  customers: number,
  algorithm: SegmentationRequest['algorithm'] | undefined,
): void {
  if (algorithm === 'dbscan') refuseTooMany(customers);
  if (customers <= maximumCustomers) return;
  throw new SegmentationError(
    'too-many-customers',
    `Up to ${maximumCustomers.toLocaleString('en')} customers can be segmented: segment a sample.`,
  );
}
