import type { OutcomesLayout, SegmentationLayout } from '@bora/contracts';
import { SegmentationError } from '../segmentation-error.ts';
import { readDelimitedRows } from './delimited-rows.ts';
import { unzipped } from './gzip.ts';

type Layout = SegmentationLayout | OutcomesLayout;

/** How the columns of a file fit a layout. */
export interface LayoutFit<Known extends Layout = Layout> {
  readonly layout: Known;
  readonly fits: boolean;
  /** Columns that the layout needs and the file lacks, or names more than once. */
  readonly lacks: readonly string[];
  readonly needs: number;
}

class HeaderFits extends Error {}

/** Whether the header of a file (gzipped or not) has all columns that the layout needs; reads no further. */
export async function layoutFit<Known extends Layout>(
  pieces: AsyncIterable<Uint8Array>,
  layout: Known,
): Promise<LayoutFit<Known>> {
  const own = 'features' in layout ? layout.features : [];
  const wishes = Object.fromEntries([
    ...Object.entries(layout.columns).flatMap(([wish, names]) => (names ? [[wish, { names }] as const] : [])),
    ...own.flatMap((feature) =>
      'column' in feature ? [[`feature ${feature.name}`, { names: feature.column }] as const] : [],
    ),
  ]);
  const needs = Object.keys(wishes).length;
  try {
    await readDelimitedRows(unzipped(pieces), wishes, () => {
      throw new HeaderFits();
    });
  } catch (error) {
    if (error instanceof SegmentationError) return { layout, fits: false, lacks: error.columns, needs };
    if (!(error instanceof HeaderFits)) throw error;
  }
  return { layout, fits: true, lacks: [], needs };
}

/** What the layout that comes nearest lacks, in words; empty where none has a column of the file. */
export function sayNearest(fits: readonly LayoutFit[]): string {
  const shareOf = ({ lacks, needs }: LayoutFit) => 1 - lacks.length / Math.max(1, needs);
  const [nearest] = fits.filter(({ fits: isWhole }) => !isWhole).sort((a, b) => shareOf(b) - shareOf(a));
  if (!nearest || shareOf(nearest) === 0 || nearest.lacks.length === 0) return '';
  return `Nearest is ${nearest.layout.id}, of which these columns are missing or named twice: ${nearest.lacks.join(', ')}.`;
}
