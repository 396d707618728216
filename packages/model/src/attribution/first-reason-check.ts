import { variablesOf } from '@bora/contracts';
import { type ApplicantTable, applicantsFromJson, type EncoderState, selectRows } from '@bora/features';
import type { Scorer } from '../scoring/scorer.ts';
import { principalReasons } from './principal-reasons.ts';
import { replaceVariables } from './replaced-variables.ts';

/** What becomes of scores when what the first reason names is as the reference applicant has it. */
export interface FirstReasonCheck {
  /** Rows that have a reason. */
  readonly rows: number;
  /** Share of them whose score rises when the named variable alone is replaced. */
  readonly raisedShare: number;
  /**
   * The same where a place is replaced together with the coarser places that its features read beside it, because
   * a borough of another city is no place.
   */
  readonly raisedWithPlacesShare: number;
}

/** Replaces the variable of each row's first reason by the reference's and scores again. */
export function checkFirstReasons(
  scorer: Scorer,
  encoder: Pick<EncoderState, 'features'>,
  table: ApplicantTable,
): FirstReasonCheck {
  const { pd, contributions } = scorer.explain(table);
  const reasonsOf = principalReasons(contributions, scorer.explainedVariables, scorer.scale);
  const reference = applicantsFromJson([scorer.reference], scorer.schema);
  const raised = (rows: readonly number[], variables: readonly number[]): number => {
    const replaced = scorer.score(replaceVariables(selectRows(table, rows), variables, reference)).pd;
    return rows.filter((row, index) => replaced[index]! < pd[row]!).length;
  };
  const rowsByVariable = new Map<number, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    const [first] = reasonsOf(row);
    if (!first) continue;
    const rows = rowsByVariable.get(first.variable);
    if (rows) rows.push(row);
    else rowsByVariable.set(first.variable, [row]);
  }
  let rowCount = 0;
  let alone = 0;
  let withPlaces = 0;
  for (const [variable, rows] of rowsByVariable) {
    rowCount += rows.length;
    alone += raised(rows, [variable]);
    withPlaces += raised(rows, [variable, ...coarserPlaces(scorer, encoder, variable)]);
  }
  return { rows: rowCount, raisedShare: alone / rowCount, raisedWithPlacesShare: withPlaces / rowCount };
}

/** The places that a place's own chains and vectors read beside it. */
function coarserPlaces(
  { schema }: Scorer,
  { features }: Pick<EncoderState, 'features'>,
  variable: number,
): number[] {
  const { name, kind } = schema.variables[variable]!;
  if (kind !== 'place') return [];
  const own = features.flatMap(({ feature }) =>
    feature.speaksFor === name && feature.kind !== 'same-value' ? variablesOf(feature) : [],
  );
  return [...schema.variables.keys()].filter(
    (index) =>
      index !== variable &&
      schema.variables[index]!.kind === 'place' &&
      own.includes(schema.variables[index]!.name),
  );
}
