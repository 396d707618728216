import { pagePaths } from '@bora/contracts';
import { Link } from 'react-router';
import { useBatches } from '../../shared/requests/use-batches.ts';
import { useSchema } from '../../shared/requests/use-schema.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { mayHaveOutcomes } from './has-outcomes.ts';
import { SimulationForm } from './simulation-form.tsx';
import { TrySample } from './try-sample.tsx';
import { useScenarios } from './use-scenarios.ts';

const said = texts.simulations;
const offeredFiles = 100;

/** The way to a new simulation: which file, under which scenario. */
export function NewSimulation() {
  const batches = useBatches(offeredFiles);
  const scenarios = useScenarios();
  const schema = useSchema();
  const failed = [batches, scenarios].find(({ isError }) => isError);
  const scored = schema.isPending ? undefined : batches.data?.pages[0]?.batches;
  const files = scored
    ?.filter(({ state }) => state === 'completed')
    .map((batch) => ({ ...batch, hasOutcomes: mayHaveOutcomes(batch, schema.data) }))
    .sort((one, other) => Number(other.hasOutcomes) - Number(one.hasOutcomes));
  return (
    <section className="card space-y-4" aria-label={said.start}>
      <h2>{said.start}</h2>
      {failed && <Failure error={failed.error} onRetry={() => failed.refetch()} />}
      {!failed && !(files && scenarios.data) && <Loading />}
      {files?.length === 0 && (
        <p className="text-soft">
          {said.noFiles} <Link to={pagePaths.scoreFile}>{said.scoreFile}</Link>.
        </p>
      )}
      {files && files.length > 0 && scenarios.data && (
        <SimulationForm files={files} scenarios={scenarios.data.scenarios} />
      )}
      {scenarios.data && <TrySample scenarios={scenarios.data.scenarios} />}
    </section>
  );
}
