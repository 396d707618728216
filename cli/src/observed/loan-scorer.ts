import {
  hashRows,
  LivePolicyNotFoundError,
  readLivePolicy,
  trainingRowCounter,
  trainingRowsFile,
} from '@bora/bundle';
import type { ApplicationSchema, Policy } from '@bora/contracts';
import { compilePolicy } from '@bora/decision';
import type { ApplicantTable } from '@bora/features';
import { loadScorer, selectBackend } from '@bora/model';
import type { ScoredLoans } from '@bora/simulation';
import type { Config } from '../config.ts';
import { readChosenBundle } from '../models/chosen-bundle.ts';
import { inRepository } from '../repository.ts';
import { withStore } from '../stores.ts';

const policyName = 'default';

/** A model and the live policy at work on one piece of a file after the other. Whoever opened it disposes of it. */
export interface LoanScorer {
  readonly schema: ApplicationSchema;
  add(table: ApplicantTable): void;
  scored(): ScoredLoans;
  dispose(): void;
}

export async function openLoanScorer(config: Config, model: string): Promise<LoanScorer> {
  const bundle = await readChosenBundle(config, model);
  const policy = await livePolicy(config);
  await selectBackend('auto');
  const scorer = await loadScorer(bundle);
  const decide = compilePolicy(policy, bundle.schema);
  const { name, version, trainingData } = bundle.manifest;
  const countSeen = trainingRowCounter(bundle.file(trainingRowsFile));
  const pds: number[] = [];
  const approval: number[] = [];
  let seenInTraining = 0;
  return {
    schema: bundle.schema,
    add(table) {
      for (const [row, pd] of scorer.score(table).pd.entries()) {
        pds.push(pd);
        approval.push(decide(pd, row, table).decision === 'approve' ? 1 : 0);
      }
      seenInTraining += countSeen(hashRows(bundle.schema, table, trainingData.sha256));
    },
    scored: () => ({
      model: `${name}/${version}`,
      policy: `${policy.name}/${policy.version}: approve below ${policy.approveBelow}`,
      seenInTraining,
      pd: Float64Array.from(pds),
      approval: Uint8Array.from(approval),
    }),
    dispose: () => scorer.dispose(),
  };
}

/** The live one of POLICY_STORE; of what ships, where nothing was made live yet. */
async function livePolicy(config: Config): Promise<Policy> {
  try {
    return await withStore(config.POLICY_STORE, config, (store) => readLivePolicy(store, policyName));
  } catch (error) {
    if (!(error instanceof LivePolicyNotFoundError)) throw error;
    return withStore(`file:${inRepository('policies')}`, config, (store) =>
      readLivePolicy(store, policyName),
    );
  }
}
