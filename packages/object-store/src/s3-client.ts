import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { ObjectStoreSettingsError } from './errors.ts';
import type { S3Settings } from './s3-settings.ts';

const connectionTimeoutMs = 3_000;
/** To the first byte of the answer; long enough for a part of 5 MiB at 1 Mbit/s. */
const answerTimeoutMs = 60_000;
/** Silence in the middle of an answer; long enough for a reader that computes between two pieces. */
const silenceTimeoutMs = 300_000;
const attempts = 3;

/** An S3 client whose every call ends, in an answer or an error, after a bounded time. */
export function createS3Client(settings: S3Settings): S3Client {
  const { endpoint, region, accessKeyId, secretAccessKey } = settings;
  const config: S3ClientConfig = {
    maxAttempts: attempts,
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: answerTimeoutMs,
      throwOnRequestTimeout: true,
      socketTimeout: silenceTimeoutMs,
    },
    // The sidecars verify contents; the SDK's own trailing checksums are stored as content by some servers.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    forcePathStyle: settings.forcePathStyle ?? endpoint !== undefined,
  };
  if (endpoint !== undefined) {
    if (!URL.canParse(endpoint)) throw new ObjectStoreSettingsError('The S3 endpoint is not a URL.');
    config.endpoint = endpoint;
  }
  if (region !== undefined) config.region = region;
  else if (endpoint !== undefined) config.region = 'us-east-1';
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined))
    throw new ObjectStoreSettingsError('The S3 access key id and secret access key must be given together.');
  if (accessKeyId !== undefined && secretAccessKey !== undefined)
    config.credentials = { accessKeyId, secretAccessKey };
  return new S3Client(config);
}
