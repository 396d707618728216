import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cancelBatch, createBatch, failBatch, publishBatch, uploadKeys } from '@bora/batch-store';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import {
  type RedisServer,
  startRedis,
  type TemporaryDirectory,
  temporaryDirectory,
  waitUntil,
} from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../src/logging/logger.ts';
import { createUploadSweep, sweepUploads } from '../src/upload/sweep-uploads.ts';
import { emptyUpload } from './support/empty-upload.ts';

const nowMs = Date.parse('2026-03-03T12:00:00.000Z');
const young = '2026-03-02T13:00:00.000Z';
const old = '2026-03-02T11:00:00.000Z';

let server: RedisServer;
let redis: Redis;
let directory: TemporaryDirectory;
let uploads: ObjectStore;

beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url, { maxRetriesPerRequest: 0 });
  redis.on('error', () => {});
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(async () => {
  directory = await temporaryDirectory();
  uploads = openObjectStore(`file:${directory.path}`);
});
afterEach(async () => {
  await uploads.close();
  await directory.remove();
});

const recorded = new Set<string>();
const isRecorded = async (batchId: string) => recorded.has(batchId);
const sweep = () => sweepUploads({ redis, uploads, isRecorded }, undefined, nowMs);

/** Stores the sealed chunks of a batch, and its index unless that is null. */
async function store(
  index: { createdAt?: string } | string | null,
  id: string = randomUUID(),
): Promise<string> {
  await uploads.put(uploadKeys.chunks(id), Buffer.from('sealed'));
  if (index !== null) {
    const text = typeof index === 'string' ? index : JSON.stringify({ ...emptyUpload(id), ...index });
    await uploads.put(uploadKeys.index(id), Buffer.from(text));
  }
  return id;
}

async function batch(): Promise<string> {
  const id = randomUUID();
  const model = { name: 'm', version: 'v1' };
  const policy = { name: 'default', version: 1 };
  const lifetimes = { waitingSeconds: 3600, chunkSeconds: 3600, resultSeconds: 3600 };
  await createBatch(redis, { id, owner: 'local', fileName: 'a.csv', schema: 's', model, policy }, lifetimes);
  return id;
}

const publish = (id: string) =>
  publishBatch(redis, id, {
    fileSha256: '0'.repeat(64),
    fileBytes: 1,
    layout: '{}',
    ignoredColumns: [],
    rows: 1,
    chunks: 1,
  });

async function kept(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of uploads.list('')) keys.push(key);
  return keys.sort();
}

const pairOf = (id: string) => [uploadKeys.chunks(id), uploadKeys.index(id)];

describe('a sweep removes', () => {
  it('the pair of a batch that is gone for a day, and no younger one', async () => {
    await store({ createdAt: old });
    const id = await store({ createdAt: young });
    expect(await sweep()).toBe(1);
    expect(await kept()).toEqual(pairOf(id));
  });

  it('chunks without an index and pairs with an unreadable one, where nobody knows the batch', async () => {
    await store(null);
    await store('not an index');
    expect(await sweep()).toBe(2);
    expect(await kept()).toEqual([]);
  });

  it('what a failed batch left, and a cancelled one that was never whole', async () => {
    const failed = await batch();
    await failBatch(redis, failed, { code: 'upload-incomplete', message: 'It broke off.' });
    const cancelled = await batch();
    await cancelBatch(redis, cancelled);
    for (const id of [failed, cancelled]) await store(null, id);
    expect(await sweep()).toBe(2);
    expect(await kept()).toEqual([]);
  });
});

describe('a sweep of files that are still written', () => {
  const partial = () => join(directory.path, 'uploads/.upload.bin.0000.partial');
  async function half(writtenAtMs: number): Promise<void> {
    await mkdir(join(directory.path, 'uploads'));
    await writeFile(partial(), 'sealed');
    await utimes(partial(), new Date(writtenAtMs), new Date(writtenAtMs));
  }

  it('removes what an api that died was writing, an hour after its last byte', async () => {
    await half(nowMs - 3_600_001);
    expect(await sweep()).toBe(1);
    expect(existsSync(partial())).toBe(false);
  });

  it('keeps what may still come', async () => {
    await half(nowMs - 3_599_000);
    expect(await sweep()).toBe(0);
    expect(existsSync(partial())).toBe(true);
  });
});

describe('a sweep keeps', () => {
  it('what batches have that are uploading, scoring, or were cancelled while they were scored', async () => {
    const uploading = await batch();
    await store(null, uploading);
    const scoring = await batch();
    await publish(scoring);
    await store({ createdAt: old }, scoring);
    const cancelled = await batch();
    await publish(cancelled);
    await cancelBatch(redis, cancelled);
    await store({ createdAt: old }, cancelled);
    expect(await sweep()).toBe(0);
    expect(await kept()).toEqual(
      [uploadKeys.chunks(uploading), ...pairOf(scoring), ...pairOf(cancelled)].sort(),
    );
  });

  it('what the record holds, however long Redis has forgotten it', async () => {
    const id = await store({ createdAt: old });
    recorded.add(id);
    expect(await sweep()).toBe(0);
    expect(await kept()).toEqual(pairOf(id));
    recorded.delete(id);
    expect(await sweep()).toBe(1);
  });

  it('whatever is no upload', async () => {
    await uploads.put('uploads/note.json', Buffer.from('{}'));
    expect(await sweep()).toBe(0);
    expect(await kept()).toEqual(['uploads/note.json']);
  });
});

describe('the sweep of a running api', () => {
  it('begins at the start, comes again, and ends when it is closed', async () => {
    const began = createUploadSweep({ redis, uploads, isRecorded, log: createLogger('silent') }, 20);
    await store(null);
    began.start();
    await waitUntil(async () => (await kept()).length === 0, { what: 'the first sweep' });
    await store(null);
    await waitUntil(async () => (await kept()).length === 0, { what: 'another sweep' });
    await began.close();
    expect((await kept()).length).toBe(0);
  });

  it('removes nothing and says so while Redis is away', async () => {
    const lines: string[] = [];
    const log = createLogger('info', { write: (line) => lines.push(line) });
    const away = new Redis(1, '127.0.0.1', { maxRetriesPerRequest: 0, retryStrategy: () => null });
    away.on('error', () => {});
    const id = await store({ createdAt: old });
    const began = createUploadSweep({ redis: away, uploads, isRecorded, log }, 20);
    began.start();
    await waitUntil(() => lines.join('').includes('the sweep of stored uploads failed'), { what: 'the log' });
    await began.close();
    expect(await kept()).toEqual(pairOf(id));
    away.disconnect();
  });
});
