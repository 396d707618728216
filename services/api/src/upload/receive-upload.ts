import { createBatch, createBatchKey, keepUploadAlive, type PayloadCipher } from '@bora/batch-store';
import { ChunkWriter } from './chunk-writer.ts';
import { type CutDependencies, cutUpload, type UploadTarget } from './cut-upload.ts';
import { leaveFailed, uploadProblem } from './failed-upload.ts';
import { type PublishDependencies, publishUpload } from './publish-upload.ts';
import { StoredUpload } from './stored-upload.ts';
import type { UploadSource } from './upload-source.ts';

export interface UploadDependencies extends PublishDependencies, CutDependencies {
  readonly cipher: PayloadCipher;
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
  const { redis, uploads, lifetimes } = dependencies;
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
    const file = await cutUpload(dependencies, source, target, { writer, stored, wrappedKey });
    await publishUpload(dependencies, { batchId, requestId, isTrial }, file);
    return file.fileSha256;
  } catch (error) {
    const problem = uploadProblem(error);
    await leaveFailed(redis, batchId, problem).catch(() => {});
    throw problem;
  } finally {
    clearInterval(alive);
  }
}
