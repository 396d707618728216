import type { S3Settings } from '@bora/object-store';
import type { Config } from './config.ts';

/** The S3 part of the environment; what is absent comes from the AWS default chain. */
export function s3Settings(config: Config): S3Settings {
  return {
    endpoint: config.S3_ENDPOINT,
    region: config.S3_REGION,
    forcePathStyle: config.S3_FORCE_PATH_STYLE,
    accessKeyId: config.S3_ACCESS_KEY_ID,
    secretAccessKey: config.S3_SECRET_ACCESS_KEY,
  };
}
