/** Training rows by outcome. */
export interface OutcomeCounts {
  readonly good: number;
  readonly bad: number;
}

/** Added to each count, so that a bin without goods or bads has a finite weight. */
export const countSmoothing = 0.5;

/**
 * Weight of evidence of a bin, in log-odds of **good**: ln((g + ½)/(G + ½)) − ln((b + ½)/(B + ½)) with the bin's
 * counts g, b and those of all rows G, B. 0 is the average applicant, higher is safer.
 * Source: N. Siddiqi, Credit Risk Scorecards (2006), ch. 6; half a row added as for empirical log-odds.
 */
export function weightOfEvidence(bin: OutcomeCounts, total: OutcomeCounts): number {
  const { good, bad } = smoothedShares(bin, total);
  return Math.log(good / bad);
}

/**
 * Bad rate of a weight of evidence, its inverse: the (b + ½)/(g + b + 1) of every bin that has this weight.
 */
export function badRateOfWeight(weight: number, total: OutcomeCounts): number {
  const oddsOfAll = (total.good + countSmoothing) / (total.bad + countSmoothing);
  return 1 / (1 + oddsOfAll * Math.exp(weight));
}

/** The smoothed shares of all goods and of all bads that are in a bin. */
export function smoothedShares(bin: OutcomeCounts, total: OutcomeCounts): OutcomeCounts {
  return {
    good: (bin.good + countSmoothing) / (total.good + countSmoothing),
    bad: (bin.bad + countSmoothing) / (total.bad + countSmoothing),
  };
}
