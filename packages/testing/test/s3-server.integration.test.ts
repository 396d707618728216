import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type S3Server, startS3 } from '../src/index.ts';

let server: S3Server;
let client: S3Client;

beforeAll(async () => {
  server = await startS3();
  client = clientOf(server, server.accessKeyId);
});
afterAll(async () => {
  client.destroy();
  await server.close();
  expect(existsSync(server.directory)).toBe(false);
});

function clientOf({ endpoint, secretAccessKey }: S3Server, accessKeyId: string): S3Client {
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

test('an object that was put is read again', async () => {
  const Bucket = server.bucket;
  await client.send(new PutObjectCommand({ Bucket, Key: 'a/b.txt', Body: 'olá' }));
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'a/b.txt' }));
  expect(await Body?.transformToString()).toBe('olá');
});

test('an unknown access key is refused', async () => {
  const stranger = clientOf(server, 'UNKNOWN');
  const put = stranger.send(new PutObjectCommand({ Bucket: server.bucket, Key: 'no', Body: 'no' }));
  await expect(put).rejects.toThrow(expect.objectContaining({ name: 'InvalidAccessKeyId' }));
  stranger.destroy();
});

test('a long list comes in pages', async () => {
  const Bucket = server.bucket;
  for (const Key of ['page/1', 'page/2', 'page/3'])
    await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  const pages: string[][] = [];
  for await (const page of paginateListObjectsV2({ client, pageSize: 2 }, { Bucket, Prefix: 'page/' }))
    pages.push((page.Contents ?? []).map((object) => object.Key ?? ''));
  expect(pages).toEqual([['page/1', 'page/2'], ['page/3']]);
});

test('an aborted upload leaves no part behind', async () => {
  const upload = { Bucket: server.bucket, Key: 'half' };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(upload));
  await client.send(new UploadPartCommand({ ...upload, UploadId, PartNumber: 1, Body: 'half of it' }));
  const parts = join(server.directory, server.bucket, '._S3rver_uploads');
  expect(await readdir(parts)).toEqual([UploadId]);
  await client.send(new AbortMultipartUploadCommand({ ...upload, UploadId }));
  expect(await readdir(parts)).toEqual([]);
});
