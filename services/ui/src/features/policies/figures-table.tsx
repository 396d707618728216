import { type PlainColumn, PlainTable } from '../../shared/plain-table.tsx';
import { sayAmountEach, sayShare } from '../../shared/say-numbers.ts';
import { Assumed } from '../../shared/simulation/assumed.tsx';
import { texts } from '../../shared/texts.ts';

const said = texts.cutOffPreview;
const words = texts.simulations;

/** What a way to decide comes to. */
export interface DecidedFigures {
  readonly name: string;
  readonly approvalRate: number;
  /** Where it is known. */
  readonly referralRate?: number;
  readonly badRate: number | null;
  readonly profitPerApplicant: number;
  readonly interval: { readonly low: number; readonly high: number };
}

interface FiguresTableProps {
  readonly label: string;
  readonly currency: string;
  /** One column each. */
  readonly ways: readonly DecidedFigures[];
}

interface Measure {
  readonly name: string;
  readonly isMoney?: boolean;
  say(figures: DecidedFigures): string;
}

/** Approval, bad rate and assumed profit of a few ways to decide, side by side. */
export function FiguresTable({ label, currency, ways }: FiguresTableProps) {
  const amount = (value: number) => sayAmountEach(value, currency);
  const share = (value: number | null | undefined) => (value == null ? texts.none : sayShare(value));
  const measures: readonly Measure[] = [
    { name: words.approved, say: ({ approvalRate }) => share(approvalRate) },
    ...(ways.some(({ referralRate }) => referralRate !== undefined)
      ? [{ name: said.referred, say: ({ referralRate }: DecidedFigures) => share(referralRate) }]
      : []),
    { name: words.badRate, say: ({ badRate }) => share(badRate) },
    {
      name: words.profitEach,
      isMoney: true,
      say: ({ profitPerApplicant }) => amount(profitPerApplicant),
    },
    {
      name: words.interval,
      isMoney: true,
      say: ({ interval }) => words.between(amount(interval.low), amount(interval.high)),
    },
  ];
  const columns: readonly PlainColumn<Measure>[] = [
    {
      name: said.measure,
      cell: ({ name, isMoney }) => (
        <>
          {name} {isMoney && <Assumed />}
        </>
      ),
    },
    ...ways.map(
      (way): PlainColumn<Measure> => ({
        name: way.name,
        look: 'number',
        cell: ({ say }) => say(way),
      }),
    ),
  ];
  return <PlainTable label={label} columns={columns} rows={measures} keyOf={({ name }) => name} />;
}
