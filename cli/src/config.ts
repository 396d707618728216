import { parseSigningKey } from '@bora/bundle';
import { ModelName } from '@bora/contracts';
import {
  complianceVariables,
  payloadKey,
  readBy,
  readEnvironment,
  refuseHalfS3Key,
  s3Variables,
  signatureVariables,
  storeLocation,
} from '@bora/environment';
import { z } from 'zod';
import { inRepository } from './repository.ts';

/** The stores of `npm start`, from whatever folder the command is called. */
const ownStore = (name: string) => `file:${inRepository('.data', name)}`;

const Environment = z
  .object({
    ...s3Variables,
    /** COMPLIANCE_PROFILE is the one under which a promoted model is to be served. */
    ...complianceVariables,
    /** Keys of which one has to have signed a model that is pushed or promoted. */
    ...signatureVariables,
    /** Signs models. */
    MODEL_SIGNING_KEY: readBy(
      parseSigningKey,
      'one Ed25519 private key as `bora models keys` makes it',
    ).optional(),
    /** Seals the champion pointer where signatures are asked for. */
    PAYLOAD_KEY: payloadKey.optional(),
    /** Where promotions are remembered, where signatures are asked for. */
    REDIS_URL: z
      .string()
      .regex(/^rediss?:\/\//, 'an address that begins with redis:// or rediss://')
      .default('redis://127.0.0.1:6379'),
    /** Where the api answers; without it the one that `npm start` runs. */
    BORA_URL: z.url({ protocol: /^https?$/, error: 'an address such as https://host:port' }).optional(),
    /** Sent to the api; without it the local key that `npm start` keeps. */
    BORA_API_KEY: z.string().optional(),
    LOCAL_KEY_FILE: z.string().default(inRepository('.data/secrets/local-key')),
    MODEL_STORE: storeLocation.default(ownStore('models')),
    POLICY_STORE: storeLocation.default(ownStore('policies')),
    /** The model that is meant where none is named, as the api and the worker read it. */
    MODEL_NAME: ModelName.default('pakdd2010'),
    SEGMENT_STORE: storeLocation.default(ownStore('segments')),
    /** Named so that its bucket can be created; nothing is read there. */
    UPLOAD_STORE: storeLocation.default(ownStore('uploads')),
    DATA_STORE: storeLocation.default(ownStore('datasets')),
  })
  .superRefine(refuseHalfS3Key);

export type Config = Readonly<z.infer<typeof Environment>>;

/** Throws `ConfigError`. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  return readEnvironment(Environment, environment);
}

/** Names of all variables that the command reads. */
export const variableNames: readonly string[] = Object.keys(Environment.shape);
