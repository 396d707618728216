import type { OutcomesLayout, Segment, SegmentOutcomes } from '@bora/contracts';
import { type ColumnWish, readDelimitedRows } from '../customers/delimited-rows.ts';
import { unzipped } from '../customers/gzip.ts';
import { numberOf } from '../customers/row-checks.ts';
import { SegmentationError } from '../segmentation-error.ts';
import { CustomerClusters } from './customer-clusters.ts';
import { type CustomerOutcome, OutcomeTallies } from './outcome-tallies.ts';

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
  const customers = new CustomerClusters(ids.length);
  for (const [index, id] of ids.entries()) customers.add(id, labels[index]!);
  const tallies = new OutcomeTallies(segments, customers);
  const wishes = Object.fromEntries(
    Object.entries(layout.columns).flatMap(([wish, names]): [string, ColumnWish][] =>
      names ? [[wish, { names }]] : [],
    ),
  );
  await readDelimitedRows(unzipped(pieces), wishes, ({ places }) => (fields) => {
    const text = (wish: string) => {
      const place = places[wish];
      return place === undefined ? null : (fields[place] ?? '').trim();
    };
    tallies.add(text('customer') ?? '', () => outcomeOf(text, layout));
  });
  if (tallies.matchedRows === 0) {
    throw new SegmentationError(
      'no-usable-rows',
      'No customer of the file of outcomes is among those segmented: check that both name customers the same way.',
    );
  }
  return { layout: layout.id, ...tallies.figures() };
}

function outcomeOf(
  text: (wish: string) => string | null,
  { outcomes, approved }: OutcomesLayout,
): CustomerOutcome {
  const outcome = text('outcome') ?? '';
  const isBad = outcomes?.bad.includes(outcome) === true;
  const isGood = outcomes?.good.includes(outcome) === true;
  const decision = text('decision') ?? '';
  return {
    isBad: isBad || isGood ? isBad : null,
    isApproved: decision === '' ? null : approved?.includes(decision) === true,
    pd: numberIn(text('pd')),
    profit: numberIn(text('profit')),
  };
}

function numberIn(text: string | null): number | null {
  const value = numberOf(text ?? '');
  return Number.isNaN(value) ? null : value;
}
