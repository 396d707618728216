import type { SimulationRun } from '@bora/simulation/run';
import { isSampleOutcomes } from '../../shared/sample.ts';
import { Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';

const said = texts.simulations;

/** What in a report is of the file, what is assumed, and that of the sample nothing is real. */
export function WhatIsReal({ run }: { run: Pick<SimulationRun, 'fileName' | 'trial' | 'scenario'> }) {
  const { title, description } = run.scenario;
  return isSampleOutcomes(run) ? (
    <Notice kind="info" title={said.inventedTitle}>
      {said.inventedAbout(title)}
    </Notice>
  ) : (
    <Notice kind="info" title={said.assumedTitle}>
      {said.assumedAbout(title, description)}
    </Notice>
  );
}
