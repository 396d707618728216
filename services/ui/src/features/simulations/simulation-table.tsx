import type { SimulationList } from '@bora/simulation/run';
import { Link } from 'react-router';
import { simulationAddress } from '../../shared/addresses.ts';
import { sayMoment } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.simulations;

/** Simulations that were run, with what they replayed and what became of them. */
export function SimulationTable({ runs }: { runs: SimulationList['simulations'] }) {
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={said.runs}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{said.file}</th>
            <th>{said.scenario}</th>
            <th>{said.decidedBy}</th>
            <th>{said.state}</th>
            <th>{said.made}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <td className="max-w-72 [overflow-wrap:anywhere]">
                <Link to={simulationAddress(run.id)}>{run.fileName || texts.files.unnamed}</Link>
              </td>
              <td>{run.scenario.title}</td>
              <td>
                {said.decidedWith(
                  `${run.model.name} ${run.model.version}`,
                  `${run.policy.name} ${run.policy.version}`,
                )}
              </td>
              <td>{said.states[run.state]}</td>
              <td className="whitespace-nowrap">{sayMoment(run.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
