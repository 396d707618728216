import type { OutcomesLayout, SegmentationLayout } from '@bora/contracts';
import { SegmentationError } from '../segmentation-error.ts';
import { readDelimitedRows } from './delimited-rows.ts';
import { unzipped } from './gzip.ts';

class HeaderFits extends Error {}

/** Whether the header of a file (gzipped or not) has all columns that the layout needs; reads no further. */
export async function fitsColumns(
  pieces: AsyncIterable<Uint8Array>,
  layout: SegmentationLayout | OutcomesLayout,
): Promise<boolean> {
  const own = 'features' in layout ? layout.features : [];
  const wishes = Object.fromEntries([
    ...Object.entries(layout.columns).flatMap(([wish, names]) => (names ? [[wish, { names }] as const] : [])),
    ...own.flatMap((feature) =>
      'column' in feature ? [[`feature ${feature.name}`, { names: feature.column }] as const] : [],
    ),
  ]);
  try {
    await readDelimitedRows(unzipped(pieces), wishes, () => {
      throw new HeaderFits();
    });
    return true;
  } catch (error) {
    if (error instanceof HeaderFits) return true;
    if (error instanceof SegmentationError) return false;
    throw error;
  }
}
