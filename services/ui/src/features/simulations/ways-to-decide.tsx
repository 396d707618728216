import type { PartedReport } from '@bora/simulation/run';
import { type PlainColumn, PlainTable } from '../../shared/plain-table.tsx';
import { sayAmount, sayAmountEach, sayShare } from '../../shared/say-numbers.ts';
import { Assumed } from '../../shared/simulation/assumed.tsx';
import { texts } from '../../shared/texts.ts';

const said = texts.simulations;

interface WaysToDecideProps {
  readonly strategies: PartedReport['strategies'];
  readonly currency: string;
}

/** Every way to decide in one row: approval, bad rate, profit with its interval. */
export function WaysToDecide({ strategies, currency }: WaysToDecideProps) {
  const each = (amount: number) => sayAmountEach(amount, currency);
  const columns: readonly PlainColumn<WaysToDecideProps['strategies'][number]>[] = [
    { name: said.wayToDecide, look: 'name', cell: ({ id }) => said.way(id) },
    { name: said.approved, look: 'number', cell: ({ approvalRate }) => sayShare(approvalRate) },
    {
      name: said.badRate,
      look: 'number',
      cell: ({ badRate }) => (badRate === null ? texts.none : sayShare(badRate)),
    },
    {
      name: said.profitEach,
      mark: <Assumed />,
      look: 'number',
      cell: ({ profitPerApplicant }) => <strong>{each(profitPerApplicant)}</strong>,
    },
    {
      name: said.interval,
      mark: <Assumed />,
      look: 'number',
      cell: ({ interval }) => said.between(each(interval.low), each(interval.high)),
    },
    {
      name: said.profit,
      mark: <Assumed />,
      look: 'number',
      cell: ({ profit }) => sayAmount(profit, currency),
    },
  ];
  return <PlainTable label={said.ways} columns={columns} rows={strategies} keyOf={({ id }) => id} />;
}
