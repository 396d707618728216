import {
  addFilePiece,
  createSegmentation,
  failSegmentation,
  keepFileAlive,
  publishSegmentation,
  settleSegmentation,
} from '@bora/batch-store';
import { type AskedSegmentation, type SegmentationJob, segmentationJobId } from '@bora/contracts';
import { ApiProblem, redisProblem } from '../errors.ts';
import { isRedisFailure } from '../redis/is-redis-failure.ts';
import type { ApiServices } from '../services.ts';
import { CountedBytes, type UploadLimits } from '../upload/counted-bytes.ts';
import { uploadFailure } from '../upload/failed-upload.ts';
import type { UploadSource } from '../upload/upload-source.ts';

export interface SegmentationTarget {
  readonly id: string;
  readonly owner: string;
  readonly requestId: string;
  readonly limits: UploadLimits;
  readonly asked: AskedSegmentation;
}

const pieceBytes = 1024 * 1024;
const aliveEveryMs = 15_000;

/**
 * Takes a file in, sealed piece by piece, and when it has ended well lets its segmentation wait for a worker.
 * Otherwise the segmentation fails with the problem's code, and nothing of the file is left.
 *
 * @throws ApiProblem
 */
export async function receiveCustomers(
  services: ApiServices,
  source: UploadSource,
  { id, owner, requestId, limits, asked }: SegmentationTarget,
): Promise<void> {
  const { lifetimes, segmentationQueue, log } = services;
  // The connection of uploads, whose commands may take longer.
  const { redis } = services.upload;
  await createSegmentation(redis, { id, owner, fileName: source.fileName, asked, requestId }, lifetimes);
  const alive = setInterval(() => keepFileAlive(redis, id).catch(() => {}), aliveEveryMs);
  try {
    const file = await takeIn(services, source, id, limits);
    if (!(await publishSegmentation(redis, id, file))) throw endedMeanwhile();
  } catch (error) {
    const problem = isRedisFailure(error) ? redisProblem(error) : error;
    await failSegmentation(redis, id, uploadFailure(problem))
      .then(() => settleSegmentation(redis, id, lifetimes.resultSeconds))
      .catch((failure) => log.error({ err: failure, segmentationId: id }, 'an upload was not removed'));
    throw problem;
  } finally {
    clearInterval(alive);
  }
  const payload: SegmentationJob = { v: 1, segmentationId: id, requestId };
  // The file is accepted: a job that is not there now is added by the worker.
  await segmentationQueue
    .add([{ id: segmentationJobId(id), payload }])
    .catch((error) =>
      log.warn({ err: error, segmentationId: id }, 'a segmentation waits for the reconciler'),
    );
}

async function takeIn(
  services: ApiServices,
  source: UploadSource,
  id: string,
  limits: UploadLimits,
): Promise<{ fileBytes: number; fileSha256: string }> {
  const { cipher, lifetimes, upload } = services;
  const fieldsBefore = Object.keys(source.fields).length;
  const bytes = new CountedBytes(source.bytes, limits);
  let pieces = 0;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  const keep = async () => {
    const piece = Buffer.concat(waiting);
    const isKept = await addFilePiece(upload.redis, cipher, id, pieces, piece, lifetimes.waitingSeconds);
    if (!isKept) throw endedMeanwhile();
    pieces += 1;
    waiting = [];
    waitingBytes = 0;
  };
  for await (const piece of bytes) {
    waiting.push(piece);
    waitingBytes += piece.length;
    if (waitingBytes >= pieceBytes) await keep();
  }
  await source.end();
  if (Object.keys(source.fields).length > fieldsBefore) {
    throw new ApiProblem('bad-request', 'Send the fields of the form before the file.');
  }
  if (bytes.byteCount === 0)
    throw new ApiProblem('empty-file', 'The file is empty: send one with customers.');
  if (waitingBytes > 0) await keep();
  return { fileBytes: bytes.byteCount, fileSha256: bytes.sha256() };
}

function endedMeanwhile(): ApiProblem {
  return new ApiProblem(
    'segmentation-ended',
    'The segmentation was cancelled while its file was being uploaded.',
  );
}
