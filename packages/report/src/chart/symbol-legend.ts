import type { LegendItem } from './legend.ts';
import { seriesColour, seriesSymbol } from './palette.ts';

const paths: Readonly<Record<ReturnType<typeof seriesSymbol>, string>> = {
  circle: 'M-4.5,0a4.5,4.5 0 1 0 9,0a4.5,4.5 0 1 0 -9,0',
  triangle: 'M0,-5.5L5,4L-5,4Z',
  square: 'M-4,-4H4V4H-4Z',
  diamond: 'M0,-6L4,0L0,6L-4,0Z',
  star: 'M0,-6L1.4,-1.9L5.7,-1.9L2.2,0.7L3.5,4.9L0,2.3L-3.5,4.9L-2.2,0.7L-5.7,-1.9L-1.4,-1.9Z',
  wye: 'M-1.7,5.5V1L-5.6,-1.2L-3.9,-4.2L0,-2L3.9,-4.2L5.6,-1.2L1.7,1V5.5Z',
  cross: 'M-5,-1.7H-1.7V-5H1.7V-1.7H5V1.7H1.7V5H-1.7V1.7H-5Z',
  times:
    'M-4.7,-2.4L-2.4,-4.7L0,-2.4L2.4,-4.7L4.7,-2.4L2.4,0L4.7,2.4L2.4,4.7L0,2.4L-2.4,4.7L-4.7,2.4L-2.4,0Z',
};

/** Groups in the order in which they took their colours and symbols. */
export function symbolLegend(groups: readonly string[]): LegendItem[] {
  return groups.map((name, place) => ({
    name: name === '' ? 'other' : name,
    colour: seriesColour(place),
    shape: 'box',
    symbolPath: paths[seriesSymbol(place)],
  }));
}
