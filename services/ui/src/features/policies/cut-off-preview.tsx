import { type Policy, pagePaths } from '@bora/contracts';
import { betweenCutOffs, pointAt } from '@bora/simulation/cut-offs';
import type { SimulationRun } from '@bora/simulation/run';
import { useState } from 'react';
import { Link } from 'react-router';
import { Choice } from '../../shared/controls/fields.tsx';
import { useSimulation } from '../../shared/requests/use-simulation.ts';
import { useSimulations } from '../../shared/requests/use-simulations.ts';
import { sayMoment } from '../../shared/say-numbers.ts';
import { CutOffSwapText } from '../../shared/simulation/cut-off-swap-text.tsx';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { CutOffFigures } from './cut-off-figures.tsx';

const said = texts.cutOffPreview;

export type CutOffs = Pick<Policy, 'approveBelow' | 'declineFrom'>;

interface CutOffPreviewProps {
  readonly cutOffs: CutOffs;
  /** What decides now; none where no version is live. */
  readonly live: Policy | undefined;
}

/** What moved cut-offs would have done with the applicants of a simulation, beside the live version. */
export function CutOffPreview({ cutOffs, live }: CutOffPreviewProps) {
  const list = useSimulations();
  const [chosen, setChosen] = useState('');
  const finished = list.data?.simulations.filter(({ state }) => state === 'completed') ?? [];
  const id = chosen || (finished[0]?.id ?? '');
  const simulation = useSimulation(id);
  const failed = [list, simulation].find(({ isError }) => isError);
  return (
    <section className="space-y-3 rounded-lg border border-line p-4" aria-label={said.title}>
      <h3>{said.title}</h3>
      {failed && <Failure error={failed.error} onRetry={() => failed.refetch()} />}
      {(list.isPending || simulation.isLoading) && <Loading />}
      {list.data && finished.length === 0 && (
        <p className="text-soft">
          {said.none} <Link to={pagePaths.simulations}>{said.toSimulations}</Link>.
        </p>
      )}
      {finished.length > 0 && (
        <Choice
          label={said.simulation}
          value={id}
          options={finished.map((run) => [
            run.id,
            `${run.fileName || texts.files.unnamed} · ${run.scenario.title} · ${sayMoment(run.createdAt)}`,
          ])}
          emptyText={texts.comparison.choose}
          onChange={setChosen}
        />
      )}
      {simulation.data && <Figures run={simulation.data} cutOffs={cutOffs} live={live} />}
    </section>
  );
}

function Figures({ run, cutOffs, live }: CutOffPreviewProps & { run: SimulationRun }) {
  const currency = run.scenario.assumptions.line.unit;
  const curve = run.report?.curve ?? [];
  const [point, livePoint] = [cutOffs, live].map((one) => one && pointAt(curve, one.approveBelow));
  if (!point) return null;
  return (
    <>
      <CutOffFigures
        curve={curve}
        currency={currency}
        columns={[
          { name: said.these, cutOffs },
          ...(live ? [{ name: said.live(live.version), cutOffs: live }] : []),
        ]}
      />
      {livePoint && (
        <div role="status">
          <h4 className="label">{said.swapSet}</h4>
          <CutOffSwapText
            swap={betweenCutOffs(livePoint, point, run.report?.applicants ?? 0)}
            currency={currency}
          />
        </div>
      )}
      <p className="help">{said.cutOffsAlone}</p>
    </>
  );
}
