import type { SimulationRun } from '@bora/simulation/run';
import { texts } from '../texts.ts';

const said = texts.simulations;

/** The policy that a replay decided by. */
export function sayPolicy({ policy, draftPolicy }: Pick<SimulationRun, 'policy' | 'draftPolicy'>): string {
  return draftPolicy === null ? `${policy.name} ${policy.version}` : said.draft;
}

/** Model and policy that a replay decided by. */
export function sayDecidedBy(run: Pick<SimulationRun, 'model' | 'policy' | 'draftPolicy'>): string {
  return said.decidedWith(`${run.model.name} ${run.model.version}`, sayPolicy(run));
}
