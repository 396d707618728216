import { availableParallelism } from 'node:os';
import { ConfigError, readEnvironment, refuseHalfS3Key, serviceVariables } from '@bora/environment';
import { z } from 'zod';

const Environment = z
  .object({
    ...serviceVariables,
    /** Name of the model whose champion is loaded before the first job asks for it. */
    MODEL_NAME: z.string().default('pakdd2010'),
    TENSORFLOW_BACKEND: z.enum(['auto', 'tensorflow', 'wasm', 'cpu']).default('auto'),
    /** Where `GET /metrics` is answered; without it nowhere. 0 takes any free port. */
    METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
    METRICS_HOST: z.string().default('127.0.0.1'),
    /** Threads that score chunks, beside the one that scores single applications; by default one a core. */
    INFERENCE_THREADS: z.coerce.number().int().min(1).max(64).default(availableParallelism()),
  })
  .superRefine(refuseHalfS3Key);

const withoutToken = 'METRICS_TOKEN is needed where METRICS_HOST is not this machine alone.';
const loopback = /^(127\.|::1$|localhost$)/;

export type Config = Readonly<z.infer<typeof Environment>>;

/** Reads the environment once. Throws `ConfigError`, also where metrics would be open to a network without a token. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const config = readEnvironment(Environment, environment);
  const isOpen = config.METRICS_PORT !== undefined && !loopback.test(config.METRICS_HOST);
  if (isOpen && config.METRICS_TOKEN === undefined) throw new ConfigError([withoutToken]);
  return config;
}

/** Names of all variables that the worker reads. */
export const variableNames: readonly string[] = Object.keys(Environment.shape);
