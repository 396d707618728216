import { pointAt } from '@bora/simulation/cut-offs';
import type { PartedReport } from '@bora/simulation/run';
import type { ReactNode } from 'react';
import { sayAmountEach, sayShare } from '../../shared/say-numbers.ts';
import { Assumed } from '../../shared/simulation/assumed.tsx';
import { texts } from '../../shared/texts.ts';
import type { CutOffs } from './cut-off-preview.tsx';

const said = texts.cutOffPreview;
const words = texts.simulations;

interface CutOffFiguresProps {
  readonly curve: PartedReport['curve'];
  readonly currency: string;
  readonly columns: readonly { readonly name: string; readonly cutOffs: CutOffs }[];
}

/** Approval, referral, bad rate and assumed profit at each pair of cut-offs, one column a pair. */
export function CutOffFigures({ curve, currency, columns }: CutOffFiguresProps) {
  const points = columns.map(({ name, cutOffs }) => ({
    name,
    approve: pointAt(curve, cutOffs.approveBelow)!,
    notDeclined: pointAt(curve, cutOffs.declineFrom)!,
  }));
  const amount = (value: number) => sayAmountEach(value, currency);
  const rows: readonly [key: string, name: ReactNode, say: (point: (typeof points)[number]) => string][] = [
    [words.approved, words.approved, ({ approve }) => sayShare(approve.approvalRate)],
    [
      said.referred,
      said.referred,
      ({ approve, notDeclined }) => sayShare(notDeclined.approvalRate - approve.approvalRate),
    ],
    [
      words.badRate,
      words.badRate,
      ({ approve }) => (approve.badRate === null ? texts.none : sayShare(approve.badRate)),
    ],
    [words.profitEach, money(words.profitEach), ({ approve }) => amount(approve.profitPerApplicant)],
    [
      words.interval,
      money(words.interval),
      ({ approve: { interval } }) => words.between(amount(interval.low), amount(interval.high)),
    ],
  ];
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={said.title}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{said.measure}</th>
            {points.map(({ name }) => (
              <th key={name} className="text-right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="numbers">
          {rows.map(([key, name, say]) => (
            <tr key={key}>
              <td>{name}</td>
              {points.map((point) => (
                <td key={point.name} className="text-right">
                  {say(point)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function money(name: string): ReactNode {
  return (
    <>
      {name} <Assumed />
    </>
  );
}
