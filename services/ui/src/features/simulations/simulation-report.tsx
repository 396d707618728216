import { betweenCutOffs, pointAt } from '@bora/simulation/cut-offs';
import type { PartedReport, SimulationRun } from '@bora/simulation/run';
import { useState } from 'react';
import { ShareSlider } from '../../shared/controls/share-slider.tsx';
import { usePolicy } from '../../shared/requests/use-policy.ts';
import { useSchema } from '../../shared/requests/use-schema.ts';
import { sayAmountEach, sayCount, sayShare } from '../../shared/say-numbers.ts';
import { CutOffSwapText } from '../../shared/simulation/cut-off-swap-text.tsx';
import { Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { Assumptions } from './assumptions.tsx';
import { ProfitCurve, ShareCurves } from './cut-off-charts.tsx';
import { SegmentTable } from './segment-table.tsx';
import { StressTable } from './stress-table.tsx';
import { SwapSet } from './swap-set.tsx';
import { WaysToDecide } from './ways-to-decide.tsx';
import { WhatIsReal } from './what-is-real.tsx';

const said = texts.simulations;
const stepOfCutOff = 0.005;

/** What a replay comes to: each way to decide, and every cut-off. */
export function SimulationReport({ run, report }: { run: SimulationRun; report: PartedReport }) {
  const { scenario } = run;
  const currency = scenario.assumptions.line.unit;
  const policy = usePolicy(run.policy).data;
  const schema = useSchema(run.model).data;
  const segmentVariable = schema?.variables.find(({ name }) => name === report.segments?.variable);
  const segmentLabel = segmentVariable?.label ?? report.segments?.variable ?? '';
  const [chosen, setChosen] = useState<number | null>(null);
  const cutOff = chosen ?? policy?.approveBelow ?? 0;
  const point = pointAt(report.curve, cutOff);
  const policyPoint = policy && pointAt(report.curve, policy.approveBelow);
  const marks = {
    ...(policy ? { policy: policy.approveBelow } : {}),
    ...(chosen === null ? {} : { chosen }),
  };
  return (
    <>
      <WhatIsReal run={run} />
      {report.inSample && (
        <Notice
          kind="warning"
          title={said.flattered(sayCount(report.seenInTraining), sayCount(report.applicants))}
        />
      )}
      <section className="card space-y-3" aria-label={said.ways}>
        <h2>{said.ways}</h2>
        <p className="numbers text-soft">
          {said.applicants(
            sayCount(report.applicants),
            sayShare(report.bads / Math.max(1, report.applicants)),
          )}
        </p>
        <WaysToDecide strategies={report.strategies} currency={currency} />
        <p className="help">{said.intervalAbout}</p>
        <p className="help">{said.commandAbout}</p>
        <p className="help numbers">
          {said.bestAbout(report.bestCutOffs.map((one) => sayShare(one)).join(', '))}
        </p>
      </section>
      <section className="card space-y-4" aria-label={said.curves}>
        <h2>{said.curves}</h2>
        <ShareSlider label={said.lookAt} value={cutOff} step={stepOfCutOff} onChange={setChosen} />
        {point && (
          <div className="numbers space-y-1" role="status">
            <p>
              <strong>{said.atCutOff(sayShare(point.cutOff))}</strong>: {said.approved}{' '}
              {sayShare(point.approvalRate)} · {said.badRate}{' '}
              {point.badRate === null ? texts.none : sayShare(point.badRate)} · {said.profitEach}{' '}
              {sayAmountEach(point.profitPerApplicant, currency)} (
              {said.between(
                sayAmountEach(point.interval.low, currency),
                sayAmountEach(point.interval.high, currency),
              )}
              , {said.assumed})
            </p>
            {policyPoint && chosen !== null && (
              <div>
                <p className="label">{said.againstPolicyCutOff(sayShare(policyPoint.cutOff))}</p>
                <CutOffSwapText
                  swap={betweenCutOffs(policyPoint, point, report.applicants)}
                  currency={currency}
                />
              </div>
            )}
          </div>
        )}
        <div className="grid gap-6 lg:grid-cols-2">
          <ProfitCurve curve={report.curve} currency={currency} marks={marks} />
          <ShareCurves curve={report.curve} marks={marks} />
        </div>
        <p className="help">{said.rulesLeftOut}</p>
      </section>
      {report.swapSets.map((swap) => (
        <section key={swap.first} className="card space-y-3" aria-label={said.swap.title}>
          <h2>{said.swap.title}</h2>
          {run.against && (
            <p className="help [overflow-wrap:anywhere]">
              {said.swap.about(
                `${run.against.model.name} ${run.against.model.version}`,
                `${run.against.policy.name} ${run.against.policy.version}`,
              )}
            </p>
          )}
          <SwapSet swap={swap} currency={currency} />
        </section>
      ))}
      {report.segments && (
        <section className="card space-y-3" aria-label={said.segments.title(segmentLabel)}>
          <h2>{said.segments.title(segmentLabel)}</h2>
          <SegmentTable segments={report.segments} variable={segmentVariable} currency={currency} />
          <p className="help">{said.segments.about}</p>
        </section>
      )}
      {report.stress.length > 0 && (
        <section className="card space-y-3" aria-label={said.stress.title}>
          <h2>{said.stress.title}</h2>
          <StressTable stress={report.stress} scenario={scenario} />
          <p className="help">{said.stress.about}</p>
        </section>
      )}
      <section className="card" aria-label={said.assumptions}>
        <Assumptions scenario={scenario} />
      </section>
    </>
  );
}
