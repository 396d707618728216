import { ModelName, PolicyName } from '@bora/contracts';
import { z } from 'zod';

const count = (fallback: number) => z.coerce.number().int().min(1).default(fallback);

const Environment = z.object({
  /** 0 takes any free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//)
    .default('redis://127.0.0.1:6379'),
  /** `file:folder` or `s3://bucket/prefix`. */
  MODEL_STORE: z.string().default('file:.data/models'),
  /** The model that is meant where a request names none. */
  MODEL_NAME: ModelName.default('pakdd2010'),
  POLICY_STORE: z.string().default('file:.data/policies'),
  POLICY_NAME: PolicyName.default('default'),
  /** Where uploads are kept, encrypted. */
  UPLOAD_STORE: z.string().default('file:.data/uploads'),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().optional(),
  S3_FORCE_PATH_STYLE: z.stringbool().default(true),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** 64 hexadecimal digits; without it the key of the embedded run is used. */
  PAYLOAD_KEY: z.string().optional(),
  PAYLOAD_KEY_FILE: z.string().default('.data/payload-key'),
  UPLOAD_MAX_MB: count(2048),
  UPLOAD_MAX_ROWS: count(5_000_000),
  /** An upload that sends no byte for so long is refused. */
  UPLOAD_IDLE_TIMEOUT_MS: count(30_000),
  RECORD_MAX_KB: count(256),
  /** Rows of one job; the commit script takes at most 2,500 at once. */
  CHUNK_ROWS: z.coerce.number().int().min(1).max(2_500).default(2_000),
  RESULT_DAYS: z.coerce.number().positive().default(7),
  RATE_LIMIT_PER_MINUTE: count(6_000),
  /** For requests from this machine. */
  RATE_LIMIT_LOOPBACK_PER_MINUTE: count(1_000_000),
  COMPLIANCE_PROFILE: z.enum(['none', 'br', 'eu', 'us-ecoa']).default('br'),
  /** No `trace`: libraries write request headers at that level. */
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export type Config = Readonly<z.infer<typeof Environment>>;

/** Reads the environment once; an empty variable is an absent one. Throws `ConfigError`. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = Environment.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.map((issue) => issue.path.join('.')));
}

/** Names of all variables that the api reads. */
export const variableNames: readonly string[] = Object.keys(Environment.shape);

/** Names the variables that are not valid, never their values. */
export class ConfigError extends Error {
  readonly code = 'config-invalid';

  constructor(names: readonly string[]) {
    super(`These environment variables are not valid: ${[...new Set(names)].join(', ')}. See .env.example.`);
    this.name = 'ConfigError';
  }
}
