import type { Segment, SegmentOutcome, SegmentOutcomes } from '@bora/contracts';
import { wilsonInterval } from '@bora/metrics';
import type { CustomerClusters } from './customer-clusters.ts';

/** What one row says of a customer; null: nothing. */
export interface CustomerOutcome {
  readonly isBad: boolean | null;
  readonly isApproved: boolean | null;
  readonly pd: number | null;
  readonly profit: number | null;
}

/** Adds up what became of the customers of every segment, a row at a time. A customer may come more than once. */
export class OutcomeTallies {
  readonly #segments: readonly Pick<Segment, 'cluster' | 'name' | 'customers'>[];
  readonly #customers: CustomerClusters;
  readonly #tallies: ReadonlyMap<number, Tally>;
  readonly #total = newTally();
  readonly #isMatched: Uint8Array;
  #rows = 0;

  constructor(
    segments: readonly Pick<Segment, 'cluster' | 'name' | 'customers'>[],
    customers: CustomerClusters,
  ) {
    this.#segments = segments;
    this.#customers = customers;
    this.#tallies = new Map(segments.map(({ cluster }) => [cluster, newTally()]));
    this.#isMatched = new Uint8Array(customers.places);
  }

  /** `outcome` is asked only where the customer is in a segment. */
  add(customer: string, outcome: () => CustomerOutcome): void {
    this.#rows += 1;
    const place = this.#customers.placeOf(customer);
    if (place < 0) return;
    const tally = this.#tallies.get(this.#customers.clusterAt(place));
    if (!tally) return;
    const isNew = this.#isMatched[place] === 0;
    this.#isMatched[place] = 1;
    const said = outcome();
    for (const one of [tally, this.#total]) addRow(one, said, isNew);
  }

  /** Rows of customers that are in a segment. */
  get matchedRows(): number {
    return this.#total.rows;
  }

  figures(): Omit<SegmentOutcomes, 'layout'> {
    return {
      rows: this.#rows,
      unmatched: this.#rows - this.#total.rows,
      segments: this.#segments.map(({ cluster, name, customers }) => ({
        cluster,
        name,
        ...figuresOf(this.#tallies.get(cluster)!, customers),
      })),
      total: figuresOf(this.#total, this.#customers.count),
    };
  }
}

interface Tally {
  matched: number;
  rows: number;
  known: number;
  bad: number;
  decided: number;
  approved: number;
  withPd: number;
  pd: number;
  withProfit: number;
  profit: number;
}

function newTally(): Tally {
  return {
    matched: 0,
    rows: 0,
    known: 0,
    bad: 0,
    decided: 0,
    approved: 0,
    withPd: 0,
    pd: 0,
    withProfit: 0,
    profit: 0,
  };
}

function addRow(tally: Tally, { isBad, isApproved, pd, profit }: CustomerOutcome, isNew: boolean): void {
  tally.rows += 1;
  if (isNew) tally.matched += 1;
  if (isBad !== null) {
    tally.known += 1;
    tally.bad += isBad ? 1 : 0;
  }
  if (isApproved !== null) {
    tally.decided += 1;
    tally.approved += isApproved ? 1 : 0;
  }
  if (pd !== null) {
    tally.withPd += 1;
    tally.pd += pd;
  }
  if (profit !== null) {
    tally.withProfit += 1;
    tally.profit += profit;
  }
}

function figuresOf(tally: Tally, customers: number): Omit<SegmentOutcome, 'cluster' | 'name'> {
  const interval = tally.known > 0 ? wilsonInterval(tally.bad, tally.known) : null;
  return {
    customers,
    matched: tally.matched,
    rows: tally.rows,
    known: tally.known,
    bad: tally.bad,
    badRate: tally.known > 0 ? tally.bad / tally.known : null,
    badRateLow: interval?.low ?? null,
    badRateHigh: interval?.high ?? null,
    approvalShare: tally.decided > 0 ? tally.approved / tally.decided : null,
    meanPd: tally.withPd > 0 ? tally.pd / tally.withPd : null,
    profit: tally.withProfit > 0 ? tally.profit : null,
  };
}
