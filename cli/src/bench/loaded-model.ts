import { readChampionBundle, readLivePolicy, readShippedProfiles } from '@bora/bundle';
import type { ModelReference, PolicyReference } from '@bora/contracts';
import { type CompiledPolicy, compilePolicy } from '@bora/decision';
import { createEncoder, EncoderState } from '@bora/features';
import { loadScorer, readNetworkFiles, type Scorer, type ServedNetwork, selectBackend } from '@bora/model';
import { openObjectStore } from '@bora/object-store';
import { z } from 'zod';
import { benchPolicy } from './model-in-use.ts';
import { benchSchema } from './workload.ts';

/** The stores that a process of the measurement loads its model from. */
export const ModelLocation = z.strictObject({ modelStore: z.string(), policyStore: z.string() });
export type ModelLocation = z.infer<typeof ModelLocation>;

/** The champion and the live policy, ready to score in this process, as an inference thread of the worker has them. */
export interface LoadedModel {
  readonly model: ModelReference;
  readonly policy: PolicyReference;
  readonly scorer: Scorer;
  readonly decide: CompiledPolicy;
  readonly backend: string;
  /** The network alone, as the scorer serves it, and the encoder that feeds it. */
  readonly network: ServedNetwork;
  readonly encoder: ReturnType<typeof createEncoder>;
}

export async function loadModel({ modelStore, policyStore }: ModelLocation): Promise<LoadedModel> {
  const backend = await selectBackend('auto');
  const models = openObjectStore(modelStore);
  const policies = openObjectStore(policyStore);
  try {
    const bundle = await readChampionBundle(models, benchSchema, { profiles: await readShippedProfiles() });
    const policy = await readLivePolicy(policies, benchPolicy);
    const { name, version } = bundle.manifest;
    return {
      model: { name, version },
      policy: { name: policy.name, version: policy.version },
      scorer: await loadScorer(bundle),
      decide: compilePolicy(policy, bundle.schema),
      backend,
      network: await readNetworkFiles({
        'model.json': bundle.file('model.json'),
        'weights.bin': bundle.file('weights.bin'),
      }),
      encoder: createEncoder(bundle.schema, bundle.json('encoder.json', EncoderState)),
    };
  } finally {
    await Promise.all([models.close(), policies.close()]);
  }
}
