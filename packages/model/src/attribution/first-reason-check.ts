import { type ApplicantTable, applicantsFromJson, type EncoderState, selectRows } from '@bora/features';
import type { Scorer } from '../scoring/scorer.ts';
import { joinedPlaces } from './joined-places.ts';
import { principalReasons } from './principal-reasons.ts';
import { replaceVariables } from './replaced-variables.ts';

/** What becomes of scores when what the first reason names is as the reference applicant has it. */
export interface FirstReasonCheck {
  /** Rows that have a reason. */
  readonly rows: number;
  /** Share of them whose score rises when the named variable alone is replaced. */
  readonly raisedShare: number;
  /** The same where a place takes along the places that it is joined with: a borough of another city is no place. */
  readonly raisedWithPlacesShare: number;
}

/** Replaces the variable of each row's first reason by the reference's, and scores again. */
export function checkFirstReasons(
  scorer: Scorer,
  encoder: Pick<EncoderState, 'features'>,
  table: ApplicantTable,
): FirstReasonCheck {
  const { schema, scale, explainedVariables } = scorer;
  const { pd, contributions } = scorer.explain(table);
  const reasonsOf = principalReasons(contributions, explainedVariables, scale);
  const reference = applicantsFromJson([scorer.reference], schema);
  const countRaised = (rows: readonly number[], variables: readonly number[]): number => {
    const replaced = scorer.score(replaceVariables(selectRows(table, rows), variables, reference)).pd;
    return rows.filter((row, index) => replaced[index]! < pd[row]!).length;
  };
  const groups = joinedPlaces(schema, encoder, explainedVariables);
  const named = Array.from(pd.keys(), (row) => reasonsOf(row)[0]?.variable);
  let rowCount = 0;
  let raised = 0;
  let raisedWithPlaces = 0;
  for (const variable of explainedVariables) {
    const rows = [...pd.keys()].filter((row) => named[row] === variable);
    if (rows.length === 0) continue;
    rowCount += rows.length;
    raised += countRaised(rows, [variable]);
    raisedWithPlaces += countRaised(rows, groups.find((group) => group.includes(variable))!);
  }
  return {
    rows: rowCount,
    raisedShare: raised / rowCount,
    raisedWithPlacesShare: raisedWithPlaces / rowCount,
  };
}
