import { pagePaths } from '@bora/contracts';
import { Link } from 'react-router';
import { May } from '../../shared/account/may.tsx';
import { useSimulations } from '../../shared/requests/use-simulations.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { NewSimulation } from './new-simulation.tsx';
import { SimulationTable } from './simulation-table.tsx';

const said = texts.simulations;
const runsToCompare = 2;

/** What scored files would have earned: the way to a new simulation, and those that were run. */
export function SimulationsPage() {
  usePageTitle(said.title);
  const { data, error, isError, isPending, refetch } = useSimulations();
  const finished = data?.simulations.filter(({ state }) => state === 'completed') ?? [];
  return (
    <div className="space-y-5">
      <div>
        <h1>{said.title}</h1>
        <p className="mt-1 max-w-3xl text-soft">{said.introduction}</p>
      </div>
      <May do="simulation:run">
        <NewSimulation />
      </May>
      <section className="card space-y-3" aria-label={said.runs}>
        <div className="flex flex-wrap items-baseline justify-between gap-3">
          <h2>{said.runs}</h2>
          {finished.length >= runsToCompare && (
            <Link to={pagePaths.compareSimulations}>{said.compareRuns}</Link>
          )}
        </div>
        {isError && <Failure error={error} onRetry={() => refetch()} />}
        {isPending && <Loading />}
        {data?.simulations.length === 0 && <p className="text-soft">{said.noRuns}</p>}
        {data && data.simulations.length > 0 && <SimulationTable runs={data.simulations} />}
      </section>
    </div>
  );
}
