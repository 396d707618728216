/** Decimals kept of an amount; the published files that Bora has met carry up to 13. */
const decimals = 18;
const unit = 10n ** BigInt(decimals);
const cent = unit / 100n;
const plainDecimal = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** An amount of money in whole 10⁻¹⁸ of a currency unit: sums and differences are exact in any order and parts. */
export type Money = bigint;

/** Reads a decimal as it is written, without a floating-point number in between; `null` for anything else. */
export function readMoney(text: string): Money | null {
  const [, sign, whole = '', fraction = '', exponent = '0'] = plainDecimal.exec(text.trim()) ?? [];
  if (sign === undefined || whole + fraction === '') return null;
  const shift = decimals + Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  const scaled = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  const isExact = shift >= 0 || scaled * 10n ** BigInt(-shift) === digits;
  if (!isExact) return null;
  return sign === '-' ? -scaled : scaled;
}

/** Rounded to the cent, half away from zero, as a number of currency units. */
export function inCents(money: Money): number {
  const half = money < 0n ? -cent / 2n : cent / 2n;
  return Number((money + half) / cent) / 100;
}

/** The nearest floating-point number of currency units, for what is averaged or drawn. */
export function approximately(money: Money): number {
  return Number(money) / Number(unit);
}
