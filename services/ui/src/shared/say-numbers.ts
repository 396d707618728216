/** Numbers, dates and durations as the person's language writes them. */
const locale = navigator.language;

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const signedTenths = new Intl.NumberFormat(locale, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const signedWhole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const percent = new Intl.NumberFormat(locale, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const probability = new Intl.NumberFormat(locale, {
  style: 'percent',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  roundingMode: 'floor',
});
const figure = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
const fourDecimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 4, maximumFractionDigits: 4 });
const threeDecimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const twoDecimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 2 });
const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const dayOfUtc = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
const money = (currency: string, fractionDigits: number) =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  });
const unitsOfBytes = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

export const sayCount = (count: number) => whole.format(count);
export const sayShare = (share: number) => percent.format(share);
/** A probability of default of one applicant: never rounded up to a cut-off that it is below. */
export const sayPd = (pd: number) => probability.format(pd);
export const sayTenths = (value: number) => tenths.format(value);
export const sayPoints = (points: number) => signedTenths.format(points);
export const sayDifference = (points: number) => signedWhole.format(points);
export const sayFigure = (value: number) => figure.format(value);
/** A measure of a model, with as many decimals as the others that it stands beside. */
export const sayMetric = (value: number) => fourDecimals.format(value);
/** Such as an AUC or a ratio of rates that has an interval. */
export const sayRatio = (value: number) => threeDecimals.format(value);
/** How many times as much, beside others of its kind. */
export const sayTimes = (value: number) => twoDecimals.format(value);
/** A population stability index. */
export const sayPsi = sayRatio;
/** At an axis, as short as can be: `4K`, `0.65`. */
export const sayTick = (value: number) => compact.format(value);
/** An amount of money in a currency of three letters, without fractions. */
export const sayAmount = (amount: number, currency: string) => money(currency, 0).format(amount);
/** An amount for each of many, with fractions. */
export const sayAmountEach = (amount: number, currency: string) => money(currency, 2).format(amount);
export const sayMoment = (iso: string) => moment.format(new Date(iso));
/** A moment, or the day alone where no more than a day was written: midnight of UTC to the millisecond is no time of work. */
export const sayMade = (iso: string) =>
  iso.endsWith('T00:00:00.000Z') ? dayOfUtc.format(new Date(iso)) : sayMoment(iso);

/** Such as `908 bytes` or `4.2 MB`. */
export function sayBytes(bytes: number): string {
  const power = Math.min(unitsOfBytes.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: unitsOfBytes[power]!,
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  });
  return format.format(bytes / 1000 ** power);
}

/** How long ago a moment was. */
export const sayAge = (iso: string) => sayDuration((Date.now() - Date.parse(iso)) / 1000);

/** Such as `2 min 5 sec`; whole seconds, at least one. */
export function sayDuration(seconds: number): string {
  const rounded = Math.max(1, Math.round(seconds));
  const parts = [
    [Math.floor(rounded / 3600), 'hour'],
    [Math.floor((rounded % 3600) / 60), 'minute'],
    [rounded % 60, 'second'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .slice(0, 2)
    .map(([count, unit]) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count),
    )
    .join(' ');
}
