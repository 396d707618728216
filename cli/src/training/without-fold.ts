import { type ApplicantTable, selectRows } from '@bora/features';
import type { LabelledApplicants } from '@bora/model';
import { heldOutFold } from '@bora/simulation';

/**
 * The applicants outside a fold by row number, to be replayed later without the model having seen the others. Rows are
 * numbered anew, so that folds are made of what is left.
 */
export function withoutFold({ table, bad }: LabelledApplicants, fold: number): LabelledApplicants {
  const places = [...table.row.keys()].filter((place) => heldOutFold(table.row[place]!) !== fold);
  const left: ApplicantTable = selectRows(table, places);
  return {
    table: { ...left, row: Uint32Array.from(places, (_, index) => index + 1) },
    bad: Uint8Array.from(places, (place) => bad[place]!),
  };
}
