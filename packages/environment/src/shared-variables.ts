import { payloadKeyFromHex } from '@bora/batch-store';
import { parseTrustedKeys } from '@bora/bundle';
import { isStoreLocation, type S3Settings, storeLocations } from '@bora/object-store';
import { z } from 'zod';
import { readBy } from './read-by.ts';

/** `file:folder` or `s3://bucket/prefix`. */
export const storeLocation = z.string().refine(isStoreLocation, storeLocations);

/** 32 bytes. */
export const payloadKey = readBy(payloadKeyFromHex, '64 hexadecimal digits');

/** How to reach S3, for every process; what is absent comes from the AWS default chain. */
export const s3Variables = {
  S3_ENDPOINT: z.url('an address such as https://host:port').optional(),
  S3_REGION: z.string().optional(),
  S3_FORCE_PATH_STYLE: z.stringbool().default(true),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
};

/** For `superRefine` of what reads the S3 variables: half a key would be found only where a store is opened. */
export function refuseHalfS3Key(
  given: { S3_ACCESS_KEY_ID?: string | undefined; S3_SECRET_ACCESS_KEY?: string | undefined },
  context: z.RefinementCtx,
): void {
  const names = ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
  const [present] = names.filter((name) => given[name] !== undefined);
  const [absent] = names.filter((name) => given[name] === undefined);
  if (present === undefined || absent === undefined) return;
  context.addIssue({ code: 'custom', path: [present], message: `together with ${absent}, or not at all` });
}

/** Which variables a served model may not use. */
export const complianceVariables = {
  COMPLIANCE_PROFILE: z.enum(['none', 'br', 'eu', 'us-ecoa']).default('br'),
};

/** Whose models are served: where one of them is set, a model that none of these keys signed is refused. */
export const signatureVariables = {
  /** Ed25519 public keys as `bora models keys` says them, with commas between. */
  MODEL_PUBLIC_KEYS: readBy(
    parseTrustedKeys,
    'Ed25519 public keys as `bora models keys` says them, with commas between',
  ).optional(),
  /** A file of such keys, as PEM texts or lines. */
  MODEL_PUBLIC_KEYS_FILE: z.string().optional(),
};

/** What api and worker must agree on. */
export const serviceVariables = {
  ...s3Variables,
  ...complianceVariables,
  ...signatureVariables,
  /** Where jobs, chunks and results are. */
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'an address that begins with redis:// or rediss://')
    .default('redis://127.0.0.1:6379'),
  MODEL_STORE: storeLocation.default('file:.data/models'),
  POLICY_STORE: storeLocation.default('file:.data/policies'),
  /** Fitted segmentations. */
  SEGMENT_STORE: storeLocation.default('file:.data/segments'),
  /** Where uploads are kept, encrypted. */
  UPLOAD_STORE: storeLocation.default('file:.data/uploads'),
  /** Without it the key of the embedded run is used. */
  PAYLOAD_KEY: payloadKey.optional(),
  /** The key before this one: what it sealed can still be read. */
  PAYLOAD_KEY_PREVIOUS: payloadKey.optional(),
  PAYLOAD_KEY_FILE: z.string().default('.data/payload-key'),
  /** With what Prometheus proves itself where it reads metrics. */
  METRICS_TOKEN: z
    .string()
    .regex(/^\S{32,}$/, 'at least 32 characters, none of them a space')
    .optional(),
  RESULT_DAYS: z.coerce.number().positive().max(3_650).default(7),
  /** No `trace`: libraries write request headers at that level. */
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
};

/** The S3 part of a process's variables. */
export function s3Settings(config: z.infer<z.ZodObject<typeof s3Variables>>): S3Settings {
  return {
    endpoint: config.S3_ENDPOINT,
    region: config.S3_REGION,
    forcePathStyle: config.S3_FORCE_PATH_STYLE,
    accessKeyId: config.S3_ACCESS_KEY_ID,
    secretAccessKey: config.S3_SECRET_ACCESS_KEY,
  };
}
