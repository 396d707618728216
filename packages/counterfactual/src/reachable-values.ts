import type { Distribution, NumberDistribution, PossibleChange, Variable } from '@bora/contracts';

/** What the application holds for a variable. */
export interface PresentValue {
  /** `''` where missing or unreadable. */
  readonly text: string;
  /** NaN where missing and for every other kind than a number. */
  readonly number: number;
}

/** More steps than these are thinned to the deciles of training. */
const maximumSteps = 60;
const significantDigits = 12;

/**
 * Values that a changeable variable can be changed to, in ascending or the reference's order: within what training
 * knew and the schema's bounds, in the direction that the schema says, without the present one.
 * Of a number these are the multiples of its step (1 where training knew whole numbers only), or where there are
 * more than 60 of them or no step, the deciles of training.
 */
export function reachableValues(
  variable: Variable,
  trained: Distribution,
  present: PresentValue,
): (string | number)[] {
  const change = variable.change ?? {};
  if (trained.kind === 'number') {
    return numbersWithin(variable, trained, change.step).filter((value) => isAhead(value, present, change));
  }
  const allowed = change.to && new Set(change.to);
  const same = sameMeaning(variable, present.text);
  return trained.levels
    .map(({ level }) => level)
    .filter((level) => !same.has(level) && isListed(variable, level) && (allowed?.has(level) ?? true));
}

function numbersWithin(variable: Variable, trained: NumberDistribution, givenStep?: number): number[] {
  const { edges } = trained;
  const least = Math.max(trained.minimum ?? edges[0] ?? Number.NaN, variable.min ?? -Infinity);
  const most = Math.min(trained.maximum ?? edges.at(-1) ?? Number.NaN, variable.max ?? Infinity);
  if (!(least <= most)) return [];
  const step = givenStep ?? (trained.wholeShare === 1 ? 1 : undefined);
  const known = edges.length > 1 ? edges : [least, most];
  if (step === undefined) return distinctWithin(known, least, most);
  const first = Math.ceil(least / step);
  const count = Math.floor(most / step) - first + 1;
  const factors =
    count <= maximumSteps
      ? Array.from({ length: Math.max(0, count) }, (_, index) => first + index)
      : known.map((value) => Math.round(value / step));
  return distinctWithin(
    factors.map((factor) => Number((factor * step).toPrecision(significantDigits))),
    least,
    most,
  );
}

function distinctWithin(values: readonly number[], least: number, most: number): number[] {
  return [...new Set(values)].filter((value) => value >= least && value <= most);
}

function isAhead(value: number, { number }: PresentValue, { direction }: PossibleChange): boolean {
  if (value === number) return false;
  if (Number.isNaN(number) || direction === undefined) return true;
  return direction === 'up' ? value > number : value < number;
}

/** A flag's codes that say the same as the present one are no change. */
function sameMeaning({ kind, yes = [], no = [] }: Variable, text: string): ReadonlySet<string> {
  const codes = kind === 'flag' ? [yes, no].find((some) => some.includes(text)) : undefined;
  return new Set(codes ?? [text]);
}

function isListed({ kind, open, values, yes = [], no = [] }: Variable, level: string): boolean {
  if (kind === 'flag') return yes.includes(level) || no.includes(level);
  return open || values === undefined || Object.hasOwn(values, level);
}
