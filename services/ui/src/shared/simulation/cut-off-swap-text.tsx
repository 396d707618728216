import type { CutOffSwap } from '@bora/simulation/cut-offs';
import { sayAmountEach, sayCount, sayShare } from '../say-numbers.ts';
import { texts } from '../texts.ts';

const said = texts.cutOffPreview;

/** Who changes sides when a cut-off is moved, and what that is worth. */
export function CutOffSwapText({ swap, currency }: { swap: CutOffSwap; currency: string }) {
  const { swappedIn, swappedOut, badRate, profitPerApplicant, interval } = swap;
  if (badRate === null) return <p>{said.nobody}</p>;
  const amount = (value: number) => sayAmountEach(value, currency);
  return (
    <p className="numbers">
      <strong>
        {swappedIn > 0 ? said.swappedIn(sayCount(swappedIn)) : said.swappedOut(sayCount(swappedOut))}
      </strong>
      . {said.ofThem(sayShare(badRate))}{' '}
      {said.worth(
        amount(profitPerApplicant),
        texts.simulations.between(amount(interval.low), amount(interval.high)),
      )}
    </p>
  );
}
