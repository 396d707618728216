import type { S3Settings } from '@bora/object-store';
import { z } from 'zod';
import { inRepository } from './repository.ts';

/** The stores of `npm start`, from whatever folder the command is called. */
const ownStore = (name: string) => `file:${inRepository('.data', name)}`;

const Environment = z.object({
  /** Where the api answers; without it the one that `npm start` runs. */
  BORA_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** `file:folder` or `s3://bucket/prefix`. */
  MODEL_STORE: z.string().default(ownStore('models')),
  POLICY_STORE: z.string().default(ownStore('policies')),
  DATA_STORE: z.string().default(ownStore('datasets')),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().optional(),
  S3_FORCE_PATH_STYLE: z.stringbool().default(true),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** The profile under which a promoted model is to be served. */
  COMPLIANCE_PROFILE: z.enum(['none', 'br', 'eu', 'us-ecoa']).default('br'),
});

export type Config = Readonly<z.infer<typeof Environment>>;

/** Reads the environment; an empty variable is an absent one. Throws `ConfigError`. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = Environment.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.map((issue) => issue.path.join('.')));
}

/** Names of all variables that the command reads. */
export const variableNames: readonly string[] = Object.keys(Environment.shape);

/** The S3 part; what is absent comes from the AWS default chain. */
export function s3Settings(config: Config): S3Settings {
  return {
    endpoint: config.S3_ENDPOINT,
    region: config.S3_REGION,
    forcePathStyle: config.S3_FORCE_PATH_STYLE,
    accessKeyId: config.S3_ACCESS_KEY_ID,
    secretAccessKey: config.S3_SECRET_ACCESS_KEY,
  };
}

/** Names the variables that are not valid, never their values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config-invalid';

  constructor(names: readonly string[]) {
    super(`These environment variables are not valid: ${[...new Set(names)].join(', ')}. See .env.example.`);
  }
}
