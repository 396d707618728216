import type { Scenario } from '@bora/simulation/run';
import { useNavigate } from 'react-router';
import { simulationAddress } from '../../shared/addresses.ts';
import { Button } from '../../shared/controls/button.tsx';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { useSampleSimulation } from './use-sample-simulation.ts';

const said = texts.simulations;

/** One click to a simulation: of the sample with outcomes, under the first scenario that fits it. */
export function TrySample({ scenarios }: { scenarios: readonly Scenario[] }) {
  const navigate = useNavigate();
  const trying = useSampleSimulation(scenarios);
  return (
    <div className="border-t border-line pt-4">
      <Button
        isDisabled={trying.isPending}
        onPress={() => trying.mutate(undefined, { onSuccess: ({ id }) => navigate(simulationAddress(id)) })}
      >
        {trying.isPending ? said.sampleRuns : said.sample}
      </Button>
      <p className="help">{said.sampleHelp}</p>
      {trying.isError && <Failure error={trying.error} />}
    </div>
  );
}
