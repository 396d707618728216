import {
  CreateBucketCommand,
  HeadBucketCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
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
    if (await isThere(client, bucket)) return false;
    return await create(client, bucket);
  } catch (error) {
    const server = settings.endpoint === undefined ? 'AWS' : new URL(settings.endpoint).host;
    throw s3Failure({ location, server, key: undefined, error });
  } finally {
    client.destroy();
  }
}

async function isThere(client: S3Client, bucket: string): Promise<boolean> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
    return true;
  } catch (error) {
    // Servers give it different names.
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return false;
    throw error;
  }
}

async function create(client: S3Client, bucket: string): Promise<boolean> {
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    return true;
  } catch (error) {
    // Another process may have been faster.
    if (await isThere(client, bucket)) return false;
    throw error;
  }
}
