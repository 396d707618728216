import type { ReasonCheck } from '@bora/model';
import { formatCount, formatShare } from '../terminal/figures.ts';
import { textTable } from '../terminal/table.ts';

/** How good a model's reasons are, for people. */
export function reasonTable({
  referencePd,
  completenessError,
  firstReasons,
  shapley,
  shapleyOfJoinedPlaces,
}: ReasonCheck): string {
  const agreement = ({ rankCorrelationMean, rankCorrelationMedian }: typeof shapley): string =>
    `${rankCorrelationMean.toFixed(3)} mean, ${rankCorrelationMedian.toFixed(3)} median`;
  return textTable(
    ['', ''],
    [
      ['PD of the reference applicant', referencePd.toFixed(4)],
      ['largest gap of a sum, log-odds', completenessError.toExponential(1)],
      ['rows with a reason', formatCount(firstReasons.rows)],
      ['score rises, first reason replaced', formatShare(firstReasons.raisedShare)],
      ['the same, joined places together', formatShare(firstReasons.raisedWithPlacesShare)],
      ['rank agreement with Shapley values', agreement(shapley)],
      ['the same, joined places together', agreement(shapleyOfJoinedPlaces)],
      ['same first reason as by Shapley values', formatShare(shapley.sameFirstShare)],
      ['of the first four, named by both', formatShare(shapley.sharedFourShare)],
    ],
  );
}
