import type { BinningOptions } from './optimal-binning.ts';

/** How a scorecard is made. */
export interface ScorecardOptions extends BinningOptions {
  /** A variable of less information is left out. */
  readonly minimumInformationValue: number;
  /** Of two variables whose weights correlate more than this the one of less information is left out. */
  readonly maximumCorrelation: number;
  /** Penalty on the squared coefficients, beside the log-likelihood of all rows. */
  readonly ridge: number;
}

export const scorecardOptions: ScorecardOptions = {
  preBins: 50,
  maximumBins: 7,
  minimumShare: 0.05,
  levelSmoothing: 50,
  minimumInformationValue: 0.003,
  maximumCorrelation: 0.9,
  ridge: 1,
};
