import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';

export const backendChoices = ['auto', 'tensorflow', 'wasm', 'cpu'] as const;
/** What a setting may ask for: `auto` is native where it truly loads, else wasm. */
export type BackendChoice = (typeof backendChoices)[number];
/** What runs: `tensorflow` is the native library of `@tensorflow/tfjs-node`. */
export type BackendName = Exclude<BackendChoice, 'auto'>;

/** The TensorFlow.js backend that was asked for does not work here. */
export class BackendUnavailableError extends Error {
  override readonly name = 'BackendUnavailableError';
  readonly code = 'backend-unavailable';
}

/**
 * Makes a TensorFlow.js backend the active one of this process or thread and says which one runs.
 * `cpu` is a hundred times slower than the others and runs only when it is asked for by name.
 * @throws BackendUnavailableError when the backend does not load or does not compute.
 */
export async function selectBackend(choice: BackendChoice): Promise<BackendName> {
  if (choice === 'tensorflow') return activateNative();
  if (choice === 'wasm' || choice === 'cpu') return activatePortable(choice);
  try {
    return await activateNative();
  } catch (error) {
    if (error instanceof BackendUnavailableError) return activatePortable('wasm');
    throw error;
  }
}

async function activateNative(): Promise<BackendName> {
  try {
    // The package may be installed without its library, which only loading it tells.
    createRequire(import.meta.url)('@tensorflow/tfjs-node');
  } catch (error) {
    throw new BackendUnavailableError(
      'The native TensorFlow library does not load: reinstall @tensorflow/tfjs-node or choose "wasm".',
      { cause: error },
    );
  }
  return activate('tensorflow');
}

async function activatePortable(name: 'wasm' | 'cpu'): Promise<BackendName> {
  // Importing a backend registers it, so it is imported only when it is wanted.
  if (name === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
  else await import('@tensorflow/tfjs-backend-cpu');
  return activate(name);
}

async function activate(name: BackendName): Promise<BackendName> {
  let works = false;
  let cause: unknown;
  try {
    // A failed setBackend answers false and leaves another backend active.
    works = (await tf.setBackend(name)) && tf.getBackend() === name && computes();
  } catch (error) {
    cause = error;
  }
  if (works) return name;
  throw new BackendUnavailableError(
    `The TensorFlow.js backend "${name}" does not work here: choose another one.`,
    { cause },
  );
}

function computes(): boolean {
  const product = tf.tidy(() => tf.matMul(tf.tensor2d([[2, 3]]), tf.tensor2d([[5], [7]])).dataSync()[0]);
  return product === 31;
}
