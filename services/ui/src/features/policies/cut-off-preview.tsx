import { type Policy, type PolicyTerms, pagePaths } from '@bora/contracts';
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
import { type DecidedFigures, FiguresTable } from './figures-table.tsx';
import { RulesPreview } from './rules-preview.tsx';

const said = texts.cutOffPreview;

interface CutOffPreviewProps {
  readonly terms: PolicyTerms;
  /** What decides now; none where no version is live. */
  readonly live: Policy | undefined;
}

/** What moved cut-offs, and rules, would have done with the applicants of a simulation, beside the live version. */
export function CutOffPreview({ terms, live }: CutOffPreviewProps) {
  const list = useSimulations();
  const [chosen, setChosen] = useState('');
  const finished =
    list.data?.simulations.filter(
      ({ state, draftPolicy }) => state === 'completed' && draftPolicy === null,
    ) ?? [];
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
      {simulation.data && <ByCutOffs run={simulation.data} terms={terms} live={live} />}
      {simulation.data?.report && (
        <RulesPreview key={simulation.data.id} run={simulation.data} terms={terms} live={live} />
      )}
    </section>
  );
}

function ByCutOffs({ run, terms, live }: CutOffPreviewProps & { run: SimulationRun }) {
  const currency = run.scenario.assumptions.line.unit;
  const curve = run.report?.curve ?? [];
  const [point, livePoint] = [terms, live].map((one) => one && pointAt(curve, one.approveBelow));
  if (!point) return null;
  const figures = (name: string, { approveBelow, declineFrom }: PolicyTerms): DecidedFigures => {
    const [approve, notDeclined] = [pointAt(curve, approveBelow)!, pointAt(curve, declineFrom)!];
    return { name, ...approve, referralRate: notDeclined.approvalRate - approve.approvalRate };
  };
  return (
    <>
      <FiguresTable
        label={said.title}
        currency={currency}
        ways={[figures(said.these, terms), ...(live ? [figures(said.live(live.version), live)] : [])]}
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
