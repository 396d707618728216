import type { PartedReport } from '@bora/simulation/run';
import { sayAmount, sayCount, sayShare } from '../../shared/say-numbers.ts';
import { Assumed } from '../../shared/simulation/assumed.tsx';
import { texts } from '../../shared/texts.ts';

const said = texts.simulations.swap;
const words = texts.simulations;
const groups = ['swappedIn', 'swappedOut', 'approvedByBoth', 'approvedByNeither'] as const;

interface SwapSetProps {
  readonly swap: PartedReport['swapSets'][number];
  readonly currency: string;
}

/** Whom one of two batches of a file approves and the other does not, and what approving them earns. */
export function SwapSet({ swap, currency }: SwapSetProps) {
  return (
    <div className="sideways" tabIndex={0} role="region" aria-label={said.title}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{said.who}</th>
            <th className="text-right">{said.applicants}</th>
            <th className="text-right">{words.badRate}</th>
            <th className="text-right">
              {said.profit} <Assumed />
            </th>
          </tr>
        </thead>
        <tbody className="numbers">
          {groups.map((group) => {
            const { applicants, badRate, variableProfit } = swap[group];
            return (
              <tr key={group}>
                <td className="min-w-44">{said.groups[group]}</td>
                <td className="text-right">{sayCount(applicants)}</td>
                <td className="text-right">{badRate === null ? texts.none : sayShare(badRate)}</td>
                <td className="text-right whitespace-nowrap">{sayAmount(variableProfit, currency)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
