import type { PartedReport } from '@bora/simulation/run';
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
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={said.ways}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{said.wayToDecide}</th>
            <th className="text-right">{said.approved}</th>
            <th className="text-right">{said.badRate}</th>
            <th className="text-right">
              {said.profitEach} <Assumed />
            </th>
            <th className="text-right">
              {said.interval} <Assumed />
            </th>
            <th className="text-right">
              {said.profit} <Assumed />
            </th>
          </tr>
        </thead>
        <tbody className="numbers">
          {strategies.map((one) => (
            <tr key={one.id}>
              <td className="min-w-44">{said.way(one.id)}</td>
              <td className="text-right">{sayShare(one.approvalRate)}</td>
              <td className="text-right">{one.badRate === null ? texts.none : sayShare(one.badRate)}</td>
              <td className="text-right font-semibold whitespace-nowrap">
                {sayAmountEach(one.profitPerApplicant, currency)}
              </td>
              <td className="text-right whitespace-nowrap">
                {said.between(
                  sayAmountEach(one.interval.low, currency),
                  sayAmountEach(one.interval.high, currency),
                )}
              </td>
              <td className="text-right whitespace-nowrap">{sayAmount(one.profit, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
