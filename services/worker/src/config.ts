import { availableParallelism } from 'node:os';
import { readEnvironment, serviceVariables } from '@bora/environment';
import { z } from 'zod';

const Environment = z.object({
  ...serviceVariables,
  /** Name of the model whose champion is loaded before the first job asks for it. */
  MODEL_NAME: z.string().default('pakdd2010'),
  TENSORFLOW_BACKEND: z.enum(['auto', 'tensorflow', 'wasm', 'cpu']).default('auto'),
  /** Threads that score chunks, beside the one that scores single applications; by default one a core. */
  INFERENCE_THREADS: z.coerce.number().int().min(1).max(64).default(availableParallelism()),
});

export type Config = Readonly<z.infer<typeof Environment>>;

/** Reads the environment once. Throws `ConfigError`. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  return readEnvironment(Environment, environment);
}

/** Names of all variables that the worker reads. */
export const variableNames: readonly string[] = Object.keys(Environment.shape);
