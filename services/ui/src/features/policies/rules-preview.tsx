import type { Policy, PolicyTerms } from '@bora/contracts';
import type { SimulationRun } from '@bora/simulation/run';
import { useState } from 'react';
import { Button } from '../../shared/controls/button.tsx';
import { useSimulation } from '../../shared/requests/use-simulation.ts';
import { useStartSimulation } from '../../shared/requests/use-start-simulation.ts';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { type DecidedFigures, FiguresTable } from './figures-table.tsx';

const said = texts.rulesPreview;

interface RulesPreviewProps {
  /** Whose applicants, scores and money are replayed. */
  readonly run: SimulationRun;
  readonly terms: PolicyTerms;
  readonly live: Policy | undefined;
}

/** What cut-offs and rules together would have done: a replay of the file, which the workers do when asked. */
export function RulesPreview({ run, terms, live }: RulesPreviewProps) {
  const start = useStartSimulation();
  const [asked, setAsked] = useState<{ terms: string; ids: readonly [string, string] } | null>(null);
  const [these, ofLive] = [useSimulation(asked?.ids[0] ?? ''), useSimulation(asked?.ids[1] ?? '')];
  if (terms.rules.length === 0 && (live?.rules.length ?? 0) === 0) return null;
  const { batchId, scenario } = run;
  const replay = async (policy: PolicyTerms) => {
    const inSample = run.report?.inSample ?? false;
    return (await start.mutateAsync({ batchId, scenario, inSample, policy: termsOf(policy) })).id;
  };
  const count = async () => {
    const isByLive = live && run.policy.name === live.name && run.policy.version === live.version;
    const liveId = isByLive ? run.id : live ? await replay(live) : '';
    setAsked({ terms: JSON.stringify(terms), ids: [await replay(terms), liveId] });
  };
  const failed = [these, ofLive].find(({ isError }) => isError);
  const isRunning = [these, ofLive].some(({ data }) => data?.state === 'running') || start.isPending;
  const ways = [
    figuresOf(said.these, these.data),
    live && figuresOf(texts.cutOffPreview.live(live.version), ofLive.data),
  ].filter((one) => one !== undefined);
  return (
    <div className="space-y-3">
      <h4 className="label">{said.title}</h4>
      {/* What is wrong with the answer is shown below. */}
      <Button isDisabled={isRunning} onPress={() => void count().catch(() => {})}>
        {said.count}
      </Button>
      <div role="status" className="space-y-2">
        {isRunning && <p className="text-soft">{said.counting}</p>}
        {asked && asked.terms !== JSON.stringify(terms) && <p className="text-refer">{said.outdated}</p>}
      </div>
      {start.isError && <Failure error={start.error} />}
      {failed && <Failure error={failed.error} onRetry={() => failed.refetch()} />}
      {these.data?.failure && <p className="text-decline">{these.data.failure.message}</p>}
      {!isRunning && ways.length > 0 && (
        <FiguresTable label={said.title} currency={scenario.assumptions.line.unit} ways={ways} />
      )}
    </div>
  );
}

function termsOf({ approveBelow, declineFrom, rules }: PolicyTerms): PolicyTerms {
  return { approveBelow, declineFrom, rules };
}

function figuresOf(name: string, run: SimulationRun | undefined): DecidedFigures | undefined {
  const byPolicy = run?.report?.strategies.find(({ id }) => id === 'model-policy');
  return byPolicy && { ...byPolicy, name };
}
