import { availableParallelism } from 'node:os';
import { z } from 'zod';

const Environment = z.object({
  /** Where jobs, chunks and results are. */
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//)
    .default('redis://127.0.0.1:6379'),
  /** `file:folder` or `s3://bucket/prefix`. */
  MODEL_STORE: z.string().default('file:.data/models'),
  POLICY_STORE: z.string().default('file:.data/policies'),
  /** Name of the model whose champion is loaded before the first job asks for it. */
  MODEL_NAME: z.string().default('pakdd2010'),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().optional(),
  S3_FORCE_PATH_STYLE: z.stringbool().default(true),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** 64 hexadecimal digits; without it the key of the embedded run is used. */
  PAYLOAD_KEY: z.string().optional(),
  PAYLOAD_KEY_FILE: z.string().default('.data/payload-key'),
  TENSORFLOW_BACKEND: z.enum(['auto', 'tensorflow', 'wasm', 'cpu']).default('auto'),
  /** Threads that score chunks, beside the one that scores single applications. */
  INFERENCE_THREADS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(Math.max(1, availableParallelism() - 1)),
  COMPLIANCE_PROFILE: z.enum(['none', 'br', 'eu', 'us-ecoa']).default('br'),
  RESULT_DAYS: z.coerce.number().positive().default(7),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export type Config = Readonly<z.infer<typeof Environment>>;

/** Reads the environment once. Throws `ConfigError` with the names of bad variables, never their values. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = Environment.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.map((issue) => issue.path.join('.')));
}

/** Names of all variables that the worker reads. */
export const variableNames: readonly string[] = Object.keys(Environment.shape);

export class ConfigError extends Error {
  readonly code = 'config-invalid';
  constructor(names: readonly string[]) {
    super(`These environment variables are not valid: ${[...new Set(names)].join(', ')}. See .env.example.`);
    this.name = 'ConfigError';
  }
}
