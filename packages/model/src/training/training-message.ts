import type { BackendName } from '../backend.ts';
import type { Network } from '../network/network.ts';
import type { NetworkProgress, NetworkTraining } from '../optimizer/train-network.ts';

/** What a training thread is started with. */
export interface ThreadSettings {
  readonly backend: BackendName;
}

/** One network to train; its arrays lie in shared memory. */
export type TrainingTask = Pick<NetworkTraining, 'rows' | 'bad' | 'embeddings' | 'options' | 'seed'>;

/** What a training thread says of its present task. */
export type TrainingAnswer =
  | { readonly kind: 'progress'; readonly progress: NetworkProgress }
  | { readonly kind: 'trained'; readonly network: Network };
