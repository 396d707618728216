import type { PartedReport, Scenario } from '@bora/simulation/run';
import { sayAmountEach, sayFigure, sayTimes } from '../../shared/say-numbers.ts';
import { Assumed } from '../../shared/simulation/assumed.tsx';
import { texts } from '../../shared/texts.ts';

const said = texts.simulations.stress;
const words = texts.simulations;

interface StressTableProps {
  readonly stress: PartedReport['stress'];
  readonly scenario: Scenario;
}

/** The same decisions at other bad rates, at the scenario's own money; the whole grid is in the api's answer. */
export function StressTable({ stress, scenario }: StressTableProps) {
  const { lgd, costOfFunds, apr, line } = scenario.assumptions;
  const isOwn = (one: { lgd: number; costOfFunds: number; apr: number }) =>
    one.lgd === lgd.value && one.costOfFunds === costOfFunds.value && one.apr === apr.value;
  const multipliers = stress[0]?.cells.filter(isOwn).map(({ pdMultiplier }) => pdMultiplier) ?? [];
  return (
    <div className="sideways" tabIndex={0} role="region" aria-label={said.title}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{words.wayToDecide}</th>
            {multipliers.map((times) => (
              <th key={times} className="text-right whitespace-nowrap">
                {said.times(sayFigure(times))} <Assumed />
              </th>
            ))}
            <th className="text-right">{said.zeroAt}</th>
          </tr>
        </thead>
        <tbody className="numbers">
          {stress.map(({ strategy, cells, breakEven }) => {
            const zeroAt = breakEven.find(isOwn)?.pdMultiplier ?? null;
            return (
              <tr key={strategy}>
                <td className="min-w-44">{words.way(strategy)}</td>
                {cells.filter(isOwn).map(({ pdMultiplier, profitPerApplicant }) => (
                  <td key={pdMultiplier} className="text-right whitespace-nowrap">
                    {sayAmountEach(profitPerApplicant, line.unit)}
                  </td>
                ))}
                <td className="text-right whitespace-nowrap">
                  {zeroAt === null ? texts.none : said.times(sayTimes(zeroAt))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
