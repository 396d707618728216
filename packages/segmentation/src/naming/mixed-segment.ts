import type { NamingRule, SegmentationLayout } from '@bora/contracts';
import type { Place } from './name-segments.ts';
import { clearlyOff } from './rule-fit.ts';

/** What is said of a segment of which no rule of the layout is true: where it stands, in words, and no more. */
export function mixedSegment(place: Place, layout: SegmentationLayout): Omit<NamingRule, 'place'> {
  const features = layout.features.filter(({ use }) => use === 'cluster');
  const words = features.map(({ name, label }) => `${lowerFirst(label)} ${level(place[name] ?? 0)}`);
  return {
    name: 'Mixed Customers',
    description: `On average: ${words.join(', ')}. None of the usual names fits.`,
    action: 'Look at the figures before acting, or ask for more segments: it may hold several groups.',
  };
}

function level(value: number): string {
  if (value >= clearlyOff) return 'high';
  return value <= -clearlyOff ? 'low' : 'in the middle';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
