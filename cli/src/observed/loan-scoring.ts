import type { ApplicationSchema } from '@bora/contracts';
import { compilePolicy } from '@bora/decision';
import type { ApplicantTable } from '@bora/features';
import type { ScoredLoans } from '@bora/simulation';
import type { Config } from '../config.ts';
import { GrowingColumn } from '../simulate/growing-column.ts';
import { describePolicy, readReplayPolicy } from '../simulate/replay-policy.ts';
import { openScoreSources } from '../simulate/score-sources.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** A model and a policy at work on one piece of a file after the other. */
export interface LoanScoring {
  add(table: ApplicantTable): void;
  /** @throws CliError where the model was trained on some of the loans and nobody said that this is meant */
  scored(): ScoredLoans;
  dispose(): void;
}

export interface LoanScoringChoice {
  readonly file: string;
  readonly model: string;
  readonly inSample: boolean;
  readonly policy: string | undefined;
  readonly cutOff: number | undefined;
}

export async function openLoanScoring(
  terminal: Terminal,
  config: Config,
  { file, model, inSample, policy: named, cutOff }: LoanScoringChoice,
  schema: ApplicationSchema,
): Promise<LoanScoring> {
  const policy = await readReplayPolicy(config, named, cutOff);
  const decide = compilePolicy(policy, schema);
  const choice = {
    via: 'model',
    model,
    inSample,
    cutOff,
    scores: undefined,
    against: undefined,
    url: undefined,
  } as const;
  const [source] = await openScoreSources(terminal, config, choice, schema, { file, policy });
  const { title, score, finish, dispose } = source!;
  const [pds, approval] = [new GrowingColumn(Float64Array), new GrowingColumn(Float64Array)];
  return {
    add(table) {
      const { pd } = score(table, new Uint8Array(table.rowCount));
      pds.push(pd);
      approval.push(Array.from(pd, (one, row) => (decide(one, row, table).decision === 'approve' ? 1 : 0)));
    },
    scored: () => ({
      model: title,
      policy: `${describePolicy(policy, cutOff).title}: approve below ${policy.approveBelow}`,
      seenInTraining: finish().seenInTraining ?? 0,
      pd: pds.values(),
      approval: Uint8Array.from(approval.values()),
    }),
    dispose,
  };
}
