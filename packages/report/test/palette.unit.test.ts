import { expect, test } from 'vitest';
import { backgrounds, seriesColours } from '../src/chart/palette.ts';

test.each(['light', 'dark'] as const)(
  'every %s colour of a series has a contrast of 3:1 with the page',
  (mode) => {
    for (const colour of seriesColours) {
      expect(contrast(colour[mode], backgrounds[mode]), colour[mode]).toBeGreaterThanOrEqual(3);
    }
  },
);

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((left, right) => left - right) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((from) => {
    const share = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
