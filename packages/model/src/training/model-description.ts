import { createHash } from 'node:crypto';
import type { ModelManifest } from '@bora/contracts';
import * as tf from '@tensorflow/tfjs-core';
import { version_layers as layersVersion } from '@tensorflow/tfjs-layers';
import type { BackendName } from '../backend.ts';
import { type ModelReport, manifestMetrics } from './model-report.ts';
import type { ModelOrder } from './train-model.ts';
import type { TrainingOptions } from './training-options.ts';

/** The manifest of a trained model but for its files. */
export function describeModel(
  order: ModelOrder,
  options: TrainingOptions,
  report: ModelReport,
  backend: BackendName,
  weights: Uint8Array,
): Omit<ModelManifest, 'files'> {
  return {
    formatVersion: 1,
    name: order.name,
    version: versionOf(order.createdAt, weights),
    kind: 'network',
    createdAt: order.createdAt.toISOString(),
    schema: { id: order.schema.id, version: order.schema.version },
    profile: order.profile.id,
    trainingData: { sha256: order.trainingDataSha256, rows: report.rows, bad: report.bad },
    gitCommit: order.gitCommit,
    seeds: [...options.seeds],
    libraries: {
      node: process.versions.node,
      '@tensorflow/tfjs-core': tf.version_core,
      '@tensorflow/tfjs-layers': layersVersion,
    },
    backend,
    metrics: manifestMetrics(report),
  };
}

/** Sorts by time: `20261120-093000-1a2b3c4d`, UTC, then the first digits of the hash of what was learned. */
export function versionOf(createdAt: Date, weights: Uint8Array): string {
  const [date = '', time = ''] = createdAt.toISOString().replaceAll(/[-:]/g, '').split(/[T.]/);
  const digits = createHash('sha256').update(weights).digest('hex').slice(0, 8);
  return `${date}-${time}-${digits}`;
}
