import {
  completeSegmentation,
  failSegmentation,
  keepMemberPage,
  keepSegmentationResult,
  type Lifetimes,
  type PayloadCipher,
  readFilePiece,
  readSegmentationRecord,
  reportSegmentation,
  type SegmentationRecord,
  settleSegmentation,
  startSegmentation,
} from '@bora/batch-store';
import type { ModelReference, SegmentationJob, SegmentationProgress } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { JobError } from '@bora/queue-work';
import { writeSegmentation } from '@bora/segmentation';
import type { Redis } from 'ioredis';
import type { FitResult, FitTask } from './fit-protocol.ts';
import { readSegmentationLayouts } from './layouts.ts';
import { asJobError, findLiveSegmentation } from './segment-store.ts';
import { startFit } from './start-fit.ts';

export interface FitJobDependencies {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly segmentStore: ObjectStore;
  readonly lifetimes: Lifetimes;
}

export type FitJobOutcome = 'completed' | 'failed' | 'ended';

/** How often progress is written down, and with it looked whether the segmentation was cancelled. */
const reportEveryMs = 400;
const fitNiceness = 10;

/** Segments one file. Begins anew where a worker died in the middle; does nothing where the segmentation has ended. */
export async function fitSegmentationJob(
  dependencies: FitJobDependencies,
  { segmentationId: id }: SegmentationJob,
): Promise<FitJobOutcome> {
  const { redis, cipher, segmentStore, lifetimes } = dependencies;
  const record = await readSegmentationRecord(redis, id);
  if (!record || !(await startSegmentation(redis, id))) return 'ended';
  let progress: SegmentationProgress = { stage: 'reading', done: 0, total: record.fileBytes ?? 0, step: '' };
  const fit = startFit(await taskOf(record, segmentStore), {
    readPiece: (piece) => readPiece(redis, cipher, record, piece),
    keepMembers: (page, json) => keepMemberPage(redis, cipher, id, page, json, lifetimes.waitingSeconds),
    onProgress: (now) => {
      progress = now;
    },
  });
  const reporting = setInterval(() => {
    reportSegmentation(redis, id, progress).then(
      (isRunning) => isRunning || fit.stop(),
      () => {},
    );
  }, reportEveryMs);
  try {
    const outcome = await fit.done;
    if (outcome.kind === 'stopped') return 'ended';
    if (outcome.kind === 'refused') await failSegmentation(redis, id, outcome);
    else if (!(await complete(dependencies, record, outcome.result))) return 'ended';
    await settleSegmentation(redis, id, lifetimes.resultSeconds);
    return outcome.kind === 'refused' ? 'failed' : 'completed';
  } finally {
    clearInterval(reporting);
  }
}

async function taskOf({ asked, fileBytes }: SegmentationRecord, store: ObjectStore): Promise<FitTask> {
  const previous = asked.name === null ? undefined : await findLiveSegmentation(store, asked.name);
  return {
    layouts: await readSegmentationLayouts(),
    layout: asked.layout,
    kind: asked.kind,
    request: asked.request,
    dropDuplicates: asked.dropDuplicates,
    snapshotMs: asked.snapshot === null ? null : Date.parse(`${asked.snapshot}T00:00:00Z`),
    fileBytes: fileBytes ?? 0,
    earlier: previous ? { layout: previous.layout.id, segments: previous.summary.segments } : null,
    niceness: fitNiceness,
  };
}

async function readPiece(
  redis: Redis,
  cipher: PayloadCipher,
  { id, pieces }: SegmentationRecord,
  piece: number,
): Promise<Uint8Array | null> {
  if (piece >= pieces) return null;
  const bytes = await readFilePiece(redis, cipher, id, piece);
  if (bytes) return bytes;
  throw new JobError('file-gone', 'A piece of the file is no longer in Redis.', 'no');
}

/** False where the segmentation was cancelled meanwhile. */
async function complete(
  { redis, cipher, segmentStore, lifetimes }: FitJobDependencies,
  { id, asked, fileSha256, createdAtMs }: SegmentationRecord,
  { fitted, customers, columns }: FitResult,
): Promise<boolean> {
  const { layout, request, model, summary } = fitted;
  const result = { layout, request, model, summary, columns: [...columns] };
  await keepSegmentationResult(redis, cipher, id, result, lifetimes.waitingSeconds);
  const { name } = asked;
  let stored: ModelReference | null = null;
  if (name !== null) {
    const previous = await findLiveSegmentation(segmentStore, name);
    const now = new Date(createdAtMs);
    stored = await asJobError(() =>
      writeSegmentation(segmentStore, fitted, {
        name,
        dataSha256: fileSha256 ?? '',
        now,
        ...(previous?.layout.id === layout.id && { previous: previous.manifest.version }),
      }),
    );
  }
  return completeSegmentation(redis, id, { layout: layout.id, customers, stored });
}
