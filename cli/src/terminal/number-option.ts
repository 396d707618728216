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
