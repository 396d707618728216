import { pagePaths } from '@bora/contracts';
import { Link } from 'react-router';
import { May } from '../../shared/account/may.tsx';
import { Answered } from '../../shared/answered.tsx';
import { PageHeading } from '../../shared/page-heading.tsx';
import { useSimulations } from '../../shared/requests/use-simulations.ts';
import { texts } from '../../shared/texts.ts';
import { NewSimulation } from './new-simulation.tsx';
import { SimulationTable } from './simulation-table.tsx';

const said = texts.simulations;
const runsToCompare = 2;

/** What scored files would have earned: the way to a new simulation, and those that were run. */
export function SimulationsPage() {
  const list = useSimulations();
  const finished = list.data?.simulations.filter(({ state }) => state === 'completed') ?? [];
  return (
    <div className="space-y-5">
      <PageHeading title={said.title} introduction={said.introduction} />
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
        <Answered query={list}>
          {({ simulations }) =>
            simulations.length === 0 ? (
              <p className="text-soft">{said.noRuns}</p>
            ) : (
              <SimulationTable runs={simulations} />
            )
          }
        </Answered>
      </section>
    </div>
  );
}
