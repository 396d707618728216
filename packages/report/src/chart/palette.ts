/**
 * Colours of the series in light and dark, told apart with the usual colour-vision deficiencies (after Okabe and Ito
 * 2008, darkened and lightened until each has a contrast of 3:1 with its background, WCAG 1.4.11). Series differ by
 * dashes and symbols as well, so that nothing hangs on colour alone.
 */
export const seriesColours: readonly { readonly light: string; readonly dark: string }[] = [
  { light: '#0072b2', dark: '#56b4e9' },
  { light: '#d55e00', dark: '#ff8f4a' },
  { light: '#00805e', dark: '#2fd1a5' },
  { light: '#a83f7c', dark: '#e79bc6' },
  { light: '#946600', dark: '#ffc247' },
  { light: '#5b4fcf', dark: '#b3aaff' },
  { light: '#5f6b76', dark: '#b4bec8' },
  { light: '#8c2d04', dark: '#f0e442' },
];

export const backgrounds = { light: '#ffffff', dark: '#14181d' } as const;

const dashes = ['', '7 3', '2 3', '9 3 2 3', '12 4', '5 2 1 2', '1 2', '14 3 4 3'];
const symbols = ['circle', 'triangle', 'square', 'diamond', 'star', 'wye', 'cross', 'times'] as const;

/** Colour of a series: of the page's style where it has one, else that for light. */
export function seriesColour(series: number): string {
  const place = series % seriesColours.length;
  return `var(--series-${place + 1}, ${seriesColours[place]!.light})`;
}

export function seriesDash(series: number): string {
  return dashes[series % dashes.length]!;
}

/** Another symbol when the colours begin again, too. */
export function seriesSymbol(series: number): (typeof symbols)[number] {
  return symbols[(series + Math.floor(series / seriesColours.length)) % symbols.length]!;
}
