/** Loans from the first that is approved to the last; loans that the order cannot tell apart form one group. */
export interface ApprovalOrder {
  /** Places of the loans in the order. */
  readonly places: Uint32Array;
  /** Where in `places` each group ends (exclusive), ascending. */
  readonly groupEnds: Uint32Array;
}

/** The smallest key is approved first. */
export function orderBy(keys: ArrayLike<number | string>): ApprovalOrder {
  const places = Uint32Array.from({ length: keys.length }, (_, place) => place);
  places.sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b));
  const ends: number[] = [];
  for (let at = 0; at < places.length; at++) {
    const isLast = at + 1 === places.length || keys[places[at]!] !== keys[places[at + 1]!];
    if (isLast) ends.push(at + 1);
  }
  return { places, groupEnds: Uint32Array.from(ends) };
}

/** Nothing tells the loans apart: whatever is approved of them is approved by chance. */
export function orderByChance(count: number): ApprovalOrder {
  return orderBy(new Uint8Array(count));
}

/**
 * By the smallest key among the loans of the same class: the first share of the order is that share of every class,
 * so that what the classes differ in, such as their price, is the same in any share.
 */
export function orderWithin(classes: readonly (number | string)[], keys: ArrayLike<number>): ApprovalOrder {
  const sizes = new Map<number | string, number>();
  for (const name of classes) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const taken = new Map<number | string, number>();
  const depths = new Float64Array(classes.length);
  for (const place of orderBy(keys).places) {
    const name = classes[place]!;
    const before = taken.get(name) ?? 0;
    depths[place] = (before + 0.5) / sizes.get(name)!;
    taken.set(name, before + 1);
  }
  return orderBy(depths);
}

/** What came of each loan, one number a loan. */
export interface LoanColumns {
  readonly amount: Float64Array;
  readonly profit: Float64Array;
  /** 1 = bad. */
  readonly bad: Uint8Array;
}

/** What came of the approved loans. Counts are fractions where chance decides. */
export interface Approved {
  loans: number;
  bads: number;
  amount: number;
  profit: number;
}

export type Limit = Pick<Approved, 'loans'> | Pick<Approved, 'amount'>;

/**
 * Approves in the order up to so many loans, or so much lent. Of the group in which the limit falls that share of
 * each loan is approved which meets it: what drawing from the group by chance comes to on average.
 *
 * @param weights how often each loan counts
 */
export function approveUpTo(
  { places, groupEnds }: ApprovalOrder,
  { amount, profit, bad }: LoanColumns,
  weights: ArrayLike<number>,
  limit: Limit,
): Approved {
  const approved: Approved = { loans: 0, bads: 0, amount: 0, profit: 0 };
  const left = () => ('loans' in limit ? limit.loans - approved.loans : limit.amount - approved.amount);
  let at = 0;
  for (const end of groupEnds) {
    const group: Approved = { loans: 0, bads: 0, amount: 0, profit: 0 };
    for (; at < end; at++) {
      const place = places[at]!;
      const weight = weights[place]!;
      if (weight === 0) continue;
      group.loans += weight;
      group.bads += weight * bad[place]!;
      group.amount += weight * amount[place]!;
      group.profit += weight * profit[place]!;
    }
    const size = 'loans' in limit ? group.loans : group.amount;
    if (size === 0) continue;
    const share = Math.min(1, left() / size);
    if (share <= 0) break;
    approved.loans += share * group.loans;
    approved.bads += share * group.bads;
    approved.amount += share * group.amount;
    approved.profit += share * group.profit;
    if (share < 1) break;
  }
  return approved;
}

/** Adds up the loans that are approved (1) and not (0). */
export function approveThese(
  approval: ArrayLike<number>,
  { amount, profit, bad }: LoanColumns,
  weights: ArrayLike<number>,
): Approved {
  const approved: Approved = { loans: 0, bads: 0, amount: 0, profit: 0 };
  for (let place = 0; place < amount.length; place++) {
    const weight = weights[place]! * approval[place]!;
    if (weight === 0) continue;
    approved.loans += weight;
    approved.bads += weight * bad[place]!;
    approved.amount += weight * amount[place]!;
    approved.profit += weight * profit[place]!;
  }
  return approved;
}
