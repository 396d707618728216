const plainDecimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Reads a decimal number with a point, an optional sign and an optional exponent; `null` for anything else:
 * hexadecimal, thousands separators, `Infinity`, `NaN`, and what is too large for a 64-bit float.
 */
export function readNumber(text: string): number | null {
  if (!plainDecimal.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
