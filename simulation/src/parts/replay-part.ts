import { z } from 'zod';
import type { LoanBook } from '../economics/loan-book.ts';
import { type AlikeSums, alikeSums } from '../replay/alike.ts';
import { analysisFold } from '../replay/analysis-fold.ts';
import { pdStepCount, pdStepOf } from '../replay/pd-steps.ts';
import { approvedBits, type DecidedRows } from './part-ways.ts';
import { StoredAlike, storedAlike } from './stored-sums.ts';
import { addApplicant, emptyValue, StoredValue, storedValue, type ValueSums } from './value-sums.ts';

const count = z.int().min(0);

/** Applicants of one fifth whose PD lies in one step, if approved; steps without any are left out. */
const PdStep = z.strictObject({
  fold: z.int().min(0).max(4),
  step: z
    .int()
    .min(0)
    .max(pdStepCount - 1),
  alike: z.array(StoredAlike),
});

/**
 * What some applicants come to: exact sums, so that the parts of a replay give the same totals in whatever pieces and
 * order they are made.
 */
export const ReplayPart = z.strictObject({
  v: z.literal(3),
  applicants: count,
  bads: count,
  seenInTraining: count,
  /** Applicants whom the second model has seen; null where there is none. */
  againstSeenInTraining: count.nullable(),
  /** Rows that cannot be replayed; any of them ends the simulation. */
  unusable: z.strictObject({ unlabelled: count, missing: count, negative: count }),
  alike: z.array(StoredAlike),
  steps: z.array(PdStep),
  /** By value of the variable that was asked for. */
  values: z.array(StoredValue),
});
export type ReplayPart = z.infer<typeof ReplayPart>;

export interface ReplayedRows {
  /** Row number in the file, from 1. */
  readonly row: Uint32Array;
  readonly bad: Uint8Array;
  readonly model: DecidedRows;
  readonly seenInTraining: number;
  readonly against: (DecidedRows & { readonly seenInTraining: number }) | null;
  /** Value of each applicant's variable to segment by, `''` where missing; `null` where nobody asked. */
  readonly segment: readonly string[] | null;
}

export function replayPart(book: LoanBook, rows: ReplayedRows): ReplayPart {
  const { row, bad, model, against, segment } = rows;
  const alike = alikeSums();
  const steps = new Map<number, AlikeSums>();
  const values = new Map<string, ValueSums>();
  for (let at = 0; at < bad.length; at++) {
    const isBad = bad[at] === 1;
    const approvedBy = approvedBits(book, model, against, at);
    alike.add(book, at, isBad, approvedBy, 0);
    const step = analysisFold(row[at]!) * pdStepCount + pdStepOf(model.pd[at]!);
    kept(steps, step, alikeSums).add(book, at, isBad, 0, 0);
    if (segment) addApplicant(kept(values, segment[at]!, emptyValue), book.profit[at]!, isBad, approvedBy);
  }
  return {
    ...emptyPart,
    applicants: bad.length,
    bads: bad.reduce((total, one) => total + one, 0),
    seenInTraining: rows.seenInTraining,
    againstSeenInTraining: against?.seenInTraining ?? null,
    alike: alike.all().map(storedAlike),
    steps: [...steps].map(([key, sums]) => ({
      fold: Math.floor(key / pdStepCount),
      step: key % pdStepCount,
      alike: sums.all().map(storedAlike),
    })),
    values: [...values].map(([value, sums]) => storedValue(value, sums)),
  };
}

/** Of applicants of whom some cannot be replayed. */
export function unusablePart(applicants: number, unusable: ReplayPart['unusable']): ReplayPart {
  return { ...emptyPart, applicants, unusable };
}

const emptyPart: ReplayPart = {
  v: 3,
  applicants: 0,
  bads: 0,
  seenInTraining: 0,
  againstSeenInTraining: null,
  unusable: { unlabelled: 0, missing: 0, negative: 0 },
  alike: [],
  steps: [],
  values: [],
};

function kept<Key, Value>(held: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = held.get(key);
  if (value === undefined) {
    value = make();
    held.set(key, value);
  }
  return value;
}
