import type { SimulationList } from '@bora/simulation/run';
import { useSearchParams } from 'react-router';
import { Choice } from '../../shared/controls/fields.tsx';
import { PageHeading } from '../../shared/page-heading.tsx';
import { useSimulation } from '../../shared/requests/use-simulation.ts';
import { useSimulations } from '../../shared/requests/use-simulations.ts';
import { sayMoment } from '../../shared/say-numbers.ts';
import { sayPolicy } from '../../shared/simulation/say-decided-by.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { Comparison } from './comparison.tsx';

const said = texts.comparison;
type Run = SimulationList['simulations'][number];

/** Two simulations side by side; which ones stands in the address. */
export function ComparisonPage() {
  const [search, setSearch] = useSearchParams();
  const ids = { first: search.get('first') ?? '', second: search.get('second') ?? '' };
  const list = useSimulations();
  const first = useSimulation(ids.first);
  const second = useSimulation(ids.second);
  const failed = [list, first, second].find(({ isError }) => isError);
  const finished = list.data?.simulations.filter(({ state }) => state === 'completed');
  const choose = (place: 'first' | 'second') => (id: string) => {
    const changed = new URLSearchParams(search);
    changed.set(place, id);
    setSearch(changed, { replace: true });
  };
  const isLoading = [first, second].some((query) => query.isLoading);
  return (
    <div className="space-y-5">
      <PageHeading title={said.title} introduction={said.introduction} />
      {failed && <Failure error={failed.error} onRetry={() => failed.refetch()} />}
      {(list.isPending || isLoading) && <Loading />}
      {finished && finished.length < 2 && <p className="card">{said.fewRuns}</p>}
      {finished && finished.length > 1 && (
        <div className="card grid gap-4 md:grid-cols-2">
          {(['first', 'second'] as const).map((place) => (
            <Choice
              key={place}
              label={said[place]}
              value={ids[place]}
              options={finished.map((run) => [run.id, describe(run)])}
              emptyText={said.choose}
              onChange={choose(place)}
            />
          ))}
        </div>
      )}
      {first.data?.report && second.data?.report && <Comparison first={first.data} second={second.data} />}
    </div>
  );
}

function describe(run: Run): string {
  const { fileName, scenario, model, createdAt } = run;
  return said.option(
    fileName || texts.files.unnamed,
    scenario.title,
    `${model.name} ${model.version}`,
    sayPolicy(run),
    sayMoment(createdAt),
  );
}
