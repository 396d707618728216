/**
 * How a number is written, the same way on every page:
 * `count` 12,345 · `share` 12.3 % (of 0.123) · `decimal` 0.6640 · `fine` 0.01856 ·
 * `amount` 1,234.50 (money, without its unit) · `plain` 123.4, at most one place (ages, months).
 */
export type FigureFormat = 'count' | 'share' | 'decimal' | 'fine' | 'amount' | 'plain';

/** What stands where there is no number. */
export const noFigure = '–';

const grouped = (digits: number, atLeast = digits) =>
  new Intl.NumberFormat('en-US', { minimumFractionDigits: atLeast, maximumFractionDigits: digits });

const whole = grouped(0);
const oneDigit = grouped(1);
const atMostOneDigit = grouped(1, 0);
const twoDigits = grouped(2);
const fourDigits = grouped(4);
const fiveDigits = grouped(5);
const significant = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

const hugeFrom = 1e15;

const writers: Readonly<Record<FigureFormat, (value: number) => string>> = {
  count: (value) => whole.format(value),
  share: (value) => `${oneDigit.format(100 * value)} %`,
  decimal: (value) => (Math.abs(value) < 100 ? fourDigits : oneDigit).format(value),
  fine: (value) => fiveDigits.format(value),
  amount: (value) => (Math.abs(value) < 1000 ? twoDigits : whole).format(value),
  plain: (value) => atMostOneDigit.format(value),
};

/** A number for tables and sentences; `–` for none (null, NaN). */
export function formatFigure(value: number | null, format: FigureFormat): string {
  if (value === null || Number.isNaN(value)) return noFigure;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const text = Math.abs(value) >= hugeFrom ? value.toExponential(2) : writers[format](value);
  return signed(text);
}

/** A number beside an axis: no more digits than it has. */
export function formatTick(value: number, format: FigureFormat): string {
  if (format === 'share') return signed(`${significant.format(100 * value)} %`);
  const text = Math.abs(value) >= 10_000 ? compact.format(value) : significant.format(value);
  return signed(text);
}

/** A minus as wide as a digit; a zero has none. */
function signed(text: string): string {
  if (!text.startsWith('-')) return text;
  return /[1-9]/.test(text) ? `−${text.slice(1)}` : text.slice(1);
}
