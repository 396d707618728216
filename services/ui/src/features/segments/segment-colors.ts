import type { Segment } from '@bora/contracts';

const colors = 8;
const noise = -1;

/** Colour of a segment; numbers beside it tell apart what more than eight segments share. */
export function segmentColor({ cluster }: Pick<Segment, 'cluster'>): string {
  return cluster === noise ? 'var(--color-edge)' : `var(--color-series-${(cluster % colors) + 1})`;
}

/** The number of a segment as the file and the api have it (`cluster`); empty for customers in no segment. */
export function segmentNumber({ cluster }: Pick<Segment, 'cluster'>): string {
  return cluster === noise ? '' : String(cluster);
}
