import { z } from 'zod';
import { ExactSum } from '../exact/exact-sum.ts';
import type { Alike } from '../replay/alike.ts';
import type { ProfitSums } from '../replay/profit-of.ts';

/** An exact sum as the numbers whose sum it is. */
export const Partials = z.array(z.number());
const count = z.int().min(0);

const StoredSums = z.strictObject({
  applicants: count,
  approved: Partials,
  approvedBads: Partials,
  drawn: Partials,
  gains: Partials,
  losses: Partials,
  undiscounted: Partials,
  squares: Partials,
});
type StoredSums = z.infer<typeof StoredSums>;

/** Applicants who are alike, if all of them are approved. */
export const StoredAlike = z.strictObject({
  /** Bits of `partWays`. */
  approvedBy: z.int().min(0),
  isBad: z.boolean(),
  sums: StoredSums,
  line: Partials,
});
export type StoredAlike = z.infer<typeof StoredAlike>;

export function storedAlike({ approvedBy, isBad, sums, line }: Alike): StoredAlike {
  return { approvedBy, isBad, sums: stored(sums), line: [...line.partials] };
}

/** The exact sums that were stored. */
export function restoredAlike({ approvedBy, isBad, sums, line }: StoredAlike): Alike {
  return { segment: 0, approvedBy, isBad, sums: restored(sums), line: ExactSum.of(line) };
}

function stored({ applicants, ...sums }: ProfitSums): StoredSums {
  return {
    applicants,
    approved: [...sums.approved.partials],
    approvedBads: [...sums.approvedBads.partials],
    drawn: [...sums.drawn.partials],
    gains: [...sums.gains.partials],
    losses: [...sums.losses.partials],
    undiscounted: [...sums.undiscounted.partials],
    squares: [...sums.squares.partials],
  };
}

function restored({ applicants, ...partials }: StoredSums): ProfitSums {
  return {
    applicants,
    approved: ExactSum.of(partials.approved),
    approvedBads: ExactSum.of(partials.approvedBads),
    drawn: ExactSum.of(partials.drawn),
    gains: ExactSum.of(partials.gains),
    losses: ExactSum.of(partials.losses),
    undiscounted: ExactSum.of(partials.undiscounted),
    squares: ExactSum.of(partials.squares),
  };
}
