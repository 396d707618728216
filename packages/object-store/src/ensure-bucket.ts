import { BucketAlreadyOwnedByYou, CreateBucketCommand, HeadBucketCommand, NotFound } from '@aws-sdk/client-s3';
import { createS3Client } from './s3-client.ts';
import { s3Failure } from './s3-failure.ts';
import type { S3Settings } from './s3-settings.ts';

/**
 * Creates the bucket of a location where there is none; a folder needs nothing.
 *
 * @returns whether it was created
 * @throws ObjectStoreUnavailableError when the server does not answer or refuses
 */
export async function ensureBucket(location: string, settings: S3Settings = {}): Promise<boolean> {
  const [, bucket] = /^s3:\/\/([^/]+)/.exec(location) ?? [];
  if (bucket === undefined) return false;
  const client = createS3Client(settings);
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
    return false;
  } catch (error) {
    if (!(error instanceof NotFound)) throw failure(location, settings, error);
  }
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    return true;
  } catch (error) {
    // Another process was faster.
    if (error instanceof BucketAlreadyOwnedByYou) return false;
    throw failure(location, settings, error);
  } finally {
    client.destroy();
  }
}

function failure(location: string, settings: S3Settings, error: unknown): unknown {
  const server = settings.endpoint === undefined ? 'AWS' : new URL(settings.endpoint).host;
  return s3Failure({ location, server, key: undefined, error });
}
