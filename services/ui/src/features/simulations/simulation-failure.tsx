import { pagePaths } from '@bora/contracts';
import type { SimulationRun } from '@bora/simulation/run';
import { Link } from 'react-router';
import { May } from '../../shared/account/may.tsx';
import { Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import type { ChosenSimulation } from './chosen-simulation.ts';

const said = texts.simulations;

/** Why a simulation has no report, and the way to another one of the same file. */
export function SimulationFailure({ run }: { run: SimulationRun }) {
  const { failure, batchId, scenario } = run;
  const chosen: ChosenSimulation = { batchId, scenarioId: scenario.id };
  return (
    <Notice kind="error" title={said.failed}>
      <p>{failure?.code === 'seen-in-training' ? said.seenInTraining : failure?.message}</p>
      <May do="simulation:run">
        <Link to={pagePaths.simulations} state={chosen}>
          {said.again}
        </Link>
      </May>
    </Notice>
  );
}
