import { createHash } from 'node:crypto';
import type { ModelManifest } from '@bora/contracts';
import * as tf from '@tensorflow/tfjs-core';
import { version_layers as layersVersion } from '@tensorflow/tfjs-layers';
import type { BackendName } from '../backend.ts';
import { type ModelReport, manifestMetrics } from './model-report.ts';
import type { ModelOrder } from './train-model.ts';

/** The part of a manifest that says what was computed, and with what. */
export type Computation = Pick<ModelManifest, 'kind' | 'seeds' | 'libraries' | 'backend'>;

/**
 * The manifest of a trained model of any kind but for its files.
 * @param learned the bytes by which versions trained at the same second are told apart
 */
export function describeModel(
  order: Omit<ModelOrder, 'options'>,
  report: ModelReport,
  computation: Computation,
  learned: Uint8Array,
): Omit<ModelManifest, 'files'> {
  return {
    formatVersion: 1,
    name: order.name,
    version: versionOf(order.createdAt, learned),
    createdAt: order.createdAt.toISOString(),
    schema: { id: order.schema.id, version: order.schema.version },
    profile: order.profile.id,
    trainingData: { sha256: order.trainingDataSha256, rows: report.rows, bad: report.bad },
    gitCommit: order.gitCommit,
    ...computation,
    metrics: manifestMetrics(report),
  };
}

/** How a network was computed. */
export function networkComputation(seeds: readonly number[], backend: BackendName): Computation {
  return {
    kind: 'network',
    seeds: [...seeds],
    libraries: {
      node: process.versions.node,
      '@tensorflow/tfjs-core': tf.version_core,
      '@tensorflow/tfjs-layers': layersVersion,
    },
    backend,
  };
}

/** Sorts by time: `20261120-093000-1a2b3c4d`, UTC, then the first digits of the hash of what was learned. */
function versionOf(createdAt: Date, learned: Uint8Array): string {
  const [date = '', time = ''] = createdAt.toISOString().replaceAll(/[-:]/g, '').split(/[T.]/);
  const digits = createHash('sha256').update(learned).digest('hex').slice(0, 8);
  return `${date}-${time}-${digits}`;
}
