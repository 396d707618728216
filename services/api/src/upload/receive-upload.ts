import {
  createBatch,
  createBatchKey,
  failBatch,
  keepUploadAlive,
  type Lifetimes,
  type PayloadCipher,
  type ReceivedFile,
  readBatch,
  removeChunks,
} from '@bora/batch-store';
import type { Policy } from '@bora/contracts';
import { ObjectStoreUnavailableError } from '@bora/object-store';
import type { Redis } from 'ioredis';
import { ApiProblem, redisUnavailable, storeUnavailable } from '../errors.ts';
import type { ServedModel } from '../models/served-model.ts';
import { isRedisFailure } from '../redis/is-redis-failure.ts';
import type { Workbooks } from '../spreadsheet/workbooks.ts';
import { ChunkCutter, type ChunkLimits } from './chunk-cutter.ts';
import { ChunkWriter } from './chunk-writer.ts';
import { CountedBytes, type UploadLimits } from './counted-bytes.ts';
import { fileText } from './file-text.ts';
import { type PublishDependencies, publishUpload } from './publish-upload.ts';
import { StoredUpload } from './stored-upload.ts';
import { fileProblem } from './upload-problems.ts';
import type { UploadSource } from './upload-source.ts';

export interface UploadDependencies extends PublishDependencies {
  readonly cipher: PayloadCipher;
  readonly limits: UploadLimits & ChunkLimits;
  readonly lifetimes: Lifetimes;
  readonly workbooks: Workbooks;
}

/** What the batch will be: pinned before the first byte is read. */
export interface UploadTarget {
  readonly batchId: string;
  readonly owner: string;
  readonly requestId: string;
  readonly isTrial: boolean;
  readonly model: ServedModel;
  readonly policy: Policy;
}

const aliveEveryMs = 15_000;

/**
 * Takes a file in: cuts it into chunks, keeps them sealed in Redis and in the object store, and when it has ended
 * well makes it a batch whose chunks wait for workers. Otherwise the batch fails with the problem's code, and
 * nothing of the file is left.
 *
 * @returns SHA-256 of the file.
 * @throws ApiProblem
 */
export async function receiveUpload(
  dependencies: UploadDependencies,
  source: UploadSource,
  target: UploadTarget,
): Promise<string> {
  const { redis, uploads, lifetimes, log } = dependencies;
  const { batchId, owner, requestId, isTrial, model, policy } = target;
  const key = createBatchKey(dependencies.cipher, batchId);
  const wrappedKey = key.wrapped.toString('base64');
  await createBatch(
    redis,
    {
      id: batchId,
      owner,
      fileName: source.fileName,
      schema: model.schema.id,
      model: model.reference,
      policy: { name: policy.name, version: policy.version },
      wrappedKey,
      isTrial,
      requestId,
    },
    lifetimes,
  );
  const stored = new StoredUpload(uploads, batchId);
  const writer = new ChunkWriter({ ...dependencies, cipher: key.cipher, batchId, stored });
  // A slow client may take long for one chunk; the batch must not be taken for one whose api died.
  const alive = setInterval(() => keepUploadAlive(redis, batchId).catch(() => {}), aliveEveryMs);
  try {
    const file = await takeIn(dependencies, source, { ...target, wrappedKey }, stored, writer).catch(
      async (error) => {
        await writer.settled().catch(() => {});
        const leftover = (failure: unknown) =>
          log.error({ err: failure, batchId }, 'an upload was not removed');
        await stored.discard().catch(leftover);
        throw error;
      },
    );
    await publishUpload(dependencies, { batchId, requestId }, file);
    return file.fileSha256;
  } catch (error) {
    const problem = uploadProblem(error);
    await leaveFailed(redis, batchId, problem).catch(() => {});
    throw problem;
  } finally {
    clearInterval(alive);
  }
}

/** Everything but the last step: chunks in Redis, the upload and its index in the object store. */
async function takeIn(
  dependencies: UploadDependencies,
  source: UploadSource,
  { batchId, owner, model, policy, wrappedKey }: UploadTarget & { readonly wrappedKey: string },
  stored: StoredUpload,
  writer: ChunkWriter,
): Promise<ReceivedFile> {
  const { limits } = dependencies;
  const bytes = new CountedBytes(source.bytes, limits);
  const cutter = new ChunkCutter(model.schema, limits);
  const text = fileText(bytes, dependencies.workbooks, source.fileName);
  for await (const piece of text) for (const chunk of cutter.push(piece)) await writer.add(chunk);
  await source.end();
  for (const chunk of cutter.end()) await writer.add(chunk);
  await writer.settled();

  const layout = cutter.layout!;
  const file = { fileSha256: bytes.sha256(), fileBytes: bytes.byteCount, rows: cutter.rowCount };
  await stored.finish({
    v: 1,
    batchId,
    createdAt: new Date().toISOString(),
    owner,
    schema: model.schema.id,
    model: model.reference,
    policy: { name: policy.name, version: policy.version },
    ...file,
    layout,
    wrappedKey,
    chunks: [...writer.entries],
  });
  return {
    ...file,
    layout: JSON.stringify(layout),
    ignoredColumns: layout.ignoredColumns,
    chunks: writer.entries.length,
  };
}

/** Takes the state `failed`. Whoever ended the batch before us did not remove what came later. */
async function leaveFailed(redis: Redis, batchId: string, problem: unknown): Promise<void> {
  const { code, message } =
    problem instanceof ApiProblem
      ? problem
      : { code: 'internal', message: 'Something went wrong on our side. Upload the file again.' };
  if (await failBatch(redis, batchId, { code, message })) return;
  const batch = await readBatch(redis, batchId);
  if (batch?.state === 'failed' || batch?.state === 'cancelled') await removeChunks(redis, batchId);
}

function uploadProblem(error: unknown): unknown {
  if (error instanceof ObjectStoreUnavailableError) return storeUnavailable(error);
  if (isRedisFailure(error)) return redisUnavailable(error);
  return fileProblem(error);
}
