import type { OutcomesLayout, Segment, SegmentOutcome, SegmentOutcomes } from '@bora/contracts';
import { wilsonInterval } from '@bora/metrics';
import { type ColumnWish, readDelimitedRows } from '../customers/delimited-rows.ts';
import { unzipped } from '../customers/gzip.ts';
import { numberOf } from '../customers/row-checks.ts';
import { SegmentationError } from '../segmentation-error.ts';

interface Tally {
  readonly matched: Set<string>;
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

/**
 * What became of the customers of every segment: bad rate with its interval, approval, mean PD and profit, as far as
 * the file of outcomes says. A customer may stand there more than once.
 *
 * @param ids of the segmented customers, and their labels.
 * @throws SegmentationError `empty-file`, `missing-columns`, `ambiguous-columns`, and `no-usable-rows` where no
 * customer of the one file is in the other; FileError.
 */
export async function segmentOutcomes(
  pieces: AsyncIterable<Uint8Array>,
  layout: OutcomesLayout,
  segments: readonly Pick<Segment, 'cluster' | 'name' | 'customers'>[],
  ids: readonly string[],
  labels: Int32Array,
): Promise<SegmentOutcomes> {
  const labelOf = new Map(ids.map((id, index) => [id, labels[index]!]));
  const tallies = new Map(segments.map(({ cluster }) => [cluster, newTally()]));
  const total = newTally();
  let rows = 0;
  const wishes = Object.fromEntries(
    Object.entries(layout.columns).flatMap(([wish, names]): [string, ColumnWish][] =>
      names ? [[wish, { names }]] : [],
    ),
  );
  await readDelimitedRows(unzipped(pieces), wishes, ({ places }) => (fields) => {
    rows += 1;
    const customer = (fields[places.customer!] ?? '').trim();
    const label = labelOf.get(customer);
    if (label === undefined) return;
    const text = (wish: string) => {
      const place = places[wish];
      return place === undefined ? null : (fields[place] ?? '').trim();
    };
    for (const tally of [tallies.get(label)!, total]) addRow(tally, customer, text, layout);
  });
  if (total.rows === 0) {
    throw new SegmentationError(
      'no-usable-rows',
      'No customer of the file of outcomes is among those segmented: check that both name customers the same way.',
    );
  }
  return {
    layout: layout.id,
    rows,
    unmatched: rows - total.rows,
    segments: segments.map(({ cluster, name, customers }) => ({
      cluster,
      name,
      ...figuresOf(tallies.get(cluster)!, customers),
    })),
    total: figuresOf(total, ids.length),
  };
}

function newTally(): Tally {
  return {
    matched: new Set(),
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

function addRow(
  tally: Tally,
  customer: string,
  text: (wish: string) => string | null,
  { outcomes, approved }: OutcomesLayout,
): void {
  tally.matched.add(customer);
  tally.rows += 1;
  const outcome = text('outcome');
  const isBad = outcome !== null && outcomes?.bad.includes(outcome) === true;
  if (isBad || (outcome !== null && outcomes?.good.includes(outcome) === true)) {
    tally.known += 1;
    tally.bad += isBad ? 1 : 0;
  }
  const decision = text('decision');
  if (decision) {
    tally.decided += 1;
    tally.approved += approved?.includes(decision) === true ? 1 : 0;
  }
  const [pd, profit] = [numberOf(text('pd') ?? ''), numberOf(text('profit') ?? '')];
  if (!Number.isNaN(pd)) {
    tally.withPd += 1;
    tally.pd += pd;
  }
  if (!Number.isNaN(profit)) {
    tally.withProfit += 1;
    tally.profit += profit;
  }
}

function figuresOf(tally: Tally, customers: number): Omit<SegmentOutcome, 'cluster' | 'name'> {
  const interval = tally.known > 0 ? wilsonInterval(tally.bad, tally.known) : null;
  return {
    customers,
    matched: tally.matched.size,
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
