import type { EncodedEmbedding, EncodedRows } from '@bora/features';
import { fuseNetworks } from '../network/fuse-networks.ts';
import type { Network } from '../network/network.ts';
import type { ProgressMeter } from './progress-meter.ts';
import type { TrainingOptions } from './training-options.ts';
import type { TrainingThreads } from './training-threads.ts';

/** Who trains, and who is told. */
export interface TrainingCrew {
  readonly threads: TrainingThreads;
  readonly meter: ProgressMeter;
}

/** Trains a network for each seed and fuses them: its logit is the mean of theirs. */
export async function trainEnsemble(
  rows: EncodedRows,
  bad: Uint8Array,
  embeddings: readonly EncodedEmbedding[],
  { seeds, ...options }: TrainingOptions,
  { threads, meter }: TrainingCrew,
): Promise<Network> {
  const shared = { ...rows, dense: sharedFloats(rows.dense), levels: sharedIntegers(rows.levels) };
  const shapes = embeddings.map(({ name, levelCount, dimensions }) => ({ name, levelCount, dimensions }));
  const members = seeds.map((seed) =>
    threads.train({ rows: shared, bad, embeddings: shapes, options, seed }, meter.nextNetwork()),
  );
  return fuseNetworks(await Promise.all(members));
}

/** A copy that all threads read without another. */
function sharedFloats(values: Float32Array): Float32Array {
  const shared = new Float32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

function sharedIntegers(values: Int32Array): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
