import { DayOrMoment } from '@bora/contracts';

/** A day or moment of an address. */
export const Moment = DayOrMoment.transform(momentOf).optional();

/** The moment of a day or moment in a body, where one is given. */
export function momentOf(text: string): Date;
export function momentOf(text: string | undefined): Date | undefined;
export function momentOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
