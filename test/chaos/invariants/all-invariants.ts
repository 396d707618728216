import { acceptedOnce } from './accepted-once.ts';
import { auditWhole } from './audit-whole.ts';
import { endsWhenTold } from './ends-when-told.ts';
import type { Invariant } from './evidence.ts';
import { noSurprise } from './no-surprise.ts';
import { nothingLeft } from './nothing-left.ts';
import { rejectsRight } from './rejects-right.ts';
import { rowsOnce } from './rows-once.ts';
import { singlesOnce } from './singles-once.ts';

export const allInvariants: readonly Invariant[] = [
  acceptedOnce,
  rowsOnce,
  rejectsRight,
  singlesOnce,
  auditWhole,
  nothingLeft,
  noSurprise,
  endsWhenTold,
];
