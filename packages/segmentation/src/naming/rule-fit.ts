import type { NamingRule } from '@bora/contracts';
import type { Place } from './name-segments.ts';

/** From how many standard deviations a rule calls a feature low or high; nearer to zero it calls it middling. */
const claimed = 0.8;

/** How far from all customers' mean a segment's must lie, in standard deviations, to be called low or high. */
export const clearlyOff = 0.5;

/** How far a segment may lie from what a rule calls middling, in standard deviations. */
const stillMiddling = 1;

/** Whether what a rule says of each of its features is true of a segment: low, high, or in the middle. */
export function ruleHolds(rule: NamingRule, place: Place): boolean {
  return Object.entries(rule.place).every(([feature, expected]) => {
    const value = place[feature] ?? 0;
    if (expected >= claimed) return value >= clearlyOff;
    if (expected <= -claimed) return value <= -clearlyOff;
    return Math.abs(value - expected) < stillMiddling;
  });
}
