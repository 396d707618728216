import type { PackedReason, PointsScale } from '@bora/contracts';
import { pointsOfLogOdds } from '@bora/decision';

/** The principal reasons of the rows of some explanations. */
export type PrincipalReasons = (row: number) => PackedReason[];

const maximumReasons = 4;
/** What lowered the score by less is no reason: it would read as zero points. */
const smallestReasonPoints = 0.1;

/**
 * Up to four variables that lowered a row's score most, the one that lowered it most first.
 * @param contributions to the log-odds of bad, row-major, rows × variables
 * @param variables index in the schema of each column of `contributions`
 */
export function principalReasons(
  contributions: Float32Array,
  variables: readonly number[],
  scale: PointsScale,
): PrincipalReasons {
  const pointsPerUnit = pointsOfLogOdds(1, scale);
  const threshold = smallestReasonPoints / -pointsPerUnit;
  return (row) => {
    const from = row * variables.length;
    const columns: number[] = [];
    for (let column = 0; column < variables.length; column++) {
      const contribution = contributions[from + column]!;
      if (contribution < threshold) continue;
      let place = columns.length;
      while (place > 0 && contributions[from + columns[place - 1]!]! < contribution) place--;
      if (place === maximumReasons) continue;
      columns.splice(place, 0, column);
      if (columns.length > maximumReasons) columns.pop();
    }
    return columns.map((column) => ({
      variable: variables[column]!,
      points: pointsPerUnit * contributions[from + column]!,
    }));
  };
}
