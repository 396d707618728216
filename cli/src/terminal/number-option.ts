import { InvalidArgumentError } from 'commander';

/** Parser of an option that is a whole number of at least `minimum`. */
export function wholeNumber(minimum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= minimum) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${minimum}.`);
  };
}

/** Parser of an option that is a list of whole numbers, such as `1,2,3`. */
export function wholeNumbers(text: string): number[] {
  const read = wholeNumber(0);
  return text.split(',').map((part) => read(part.trim()));
}

/** Parser of an option that is a fold, a row's number modulo 5. */
export function foldNumber(text: string): number {
  if (/^[0-4]$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a fold from 0 to 4.');
}

/** Parser of an option that is a PD. */
export function probability(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('A cut-off is a PD from 0 to 1, such as 0.22 for 22 %.');
}
