import { pagePaths } from '@bora/contracts';
import type { SimulationRun } from '@bora/simulation/run';
import { Link, useParams } from 'react-router';
import { batchAddress } from '../../shared/addresses.ts';
import { Answered } from '../../shared/answered.tsx';
import { Progress } from '../../shared/controls/progress.tsx';
import { useSimulation } from '../../shared/requests/use-simulation.ts';
import { sayCount, sayMoment } from '../../shared/say-numbers.ts';
import { sayDecidedBy } from '../../shared/simulation/say-decided-by.ts';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { SimulationFailure } from './simulation-failure.tsx';
import { SimulationReport } from './simulation-report.tsx';

const said = texts.simulations;

/** One simulation: its progress while it runs, then its report. */
export function SimulationPage() {
  const { simulationId = '' } = useParams();
  const query = useSimulation(simulationId);
  usePageTitle(query.data ? `${said.title}: ${query.data.fileName || texts.files.unnamed}` : said.title);
  return (
    <Answered
      query={query}
      unknown={{ heading: said.title, title: said.unknown, advice: said.unknownAdvice }}
    >
      {(run) => <KnownSimulation run={run} />}
    </Answered>
  );
}

function KnownSimulation({ run }: { run: SimulationRun }) {
  const { chunks, chunksDone, failure, report } = run;
  return (
    <div className="space-y-5">
      <div>
        <h1 className="[overflow-wrap:anywhere]">{run.fileName || texts.files.unnamed}</h1>
        <p className="help [overflow-wrap:anywhere]">
          {sayMoment(run.createdAt)} · {sayDecidedBy(run)} · {run.scenario.title}
        </p>
        <p className="mt-1 flex flex-wrap gap-x-5 *:py-1">
          <Link to={batchAddress(run.batchId)}>{said.toFile}</Link>
          {report && <Link to={`${pagePaths.compareSimulations}?first=${run.id}`}>{said.compare}</Link>}
        </p>
      </div>
      {run.state === 'running' && (
        <section className="card" aria-label={said.progress}>
          <Progress
            label={said.progress}
            share={chunks === 0 ? 0 : chunksDone / chunks}
            detail={said.parts(sayCount(chunksDone), sayCount(chunks))}
          />
          <p className="help">{said.leave}</p>
        </section>
      )}
      {failure && <SimulationFailure run={run} />}
      {report && <SimulationReport run={run} report={report} />}
    </div>
  );
}
