import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { BackendUnavailableError, selectBackend } from '../src/backend.ts';

function isNativeInstalled(): boolean {
  try {
    createRequire(import.meta.url)('@tensorflow/tfjs-node');
    return true;
  } catch {
    return false;
  }
}

const hasNative = isNativeInstalled();

test('auto runs native where it loads, else wasm, and never the slow one', async () => {
  expect(await selectBackend('auto')).toBe(hasNative ? 'tensorflow' : 'wasm');
  expect(tf.getBackend()).toBe(hasNative ? 'tensorflow' : 'wasm');
});

test.skipIf(hasNative)('native asked for by name is refused where it does not load', async () => {
  await expect(selectBackend('tensorflow')).rejects.toThrow(BackendUnavailableError);
});

test('a backend that cannot be started is refused by name, not replaced', async () => {
  await import('@tensorflow/tfjs-backend-wasm');
  // TensorFlow.js would print the failure besides.
  tf.env().set('IS_TEST', true);
  tf.removeBackend('wasm');
  tf.registerBackend('wasm', () => {
    throw new Error('no WebAssembly here');
  });
  try {
    await expect(selectBackend('wasm')).rejects.toThrow(BackendUnavailableError);
  } finally {
    tf.removeBackend('wasm');
  }
});
