import type { ReceivedFile } from '@bora/batch-store';
import type { Policy } from '@bora/contracts';
import type { Logger } from 'pino';
import type { ServedModel } from '../models/served-model.ts';
import type { Workbooks } from '../spreadsheet/workbooks.ts';
import { ChunkCutter, type ChunkLimits } from './chunk-cutter.ts';
import type { ChunkWriter } from './chunk-writer.ts';
import { CountedBytes, type UploadLimits } from './counted-bytes.ts';
import { fileText } from './file-text.ts';
import type { StoredUpload } from './stored-upload.ts';
import type { UploadSource } from './upload-source.ts';

/** What the batch will be: pinned before the first byte is read. */
export interface UploadTarget {
  readonly batchId: string;
  readonly owner: string;
  readonly requestId: string;
  readonly isTrial: boolean;
  readonly model: ServedModel;
  readonly policy: Policy;
}

export interface CutDependencies {
  readonly limits: UploadLimits & ChunkLimits;
  readonly workbooks: Workbooks;
  readonly log: Logger;
}

/** Where the chunks of an upload go: by the writer to Redis, and with it to the object store. */
interface Destination {
  readonly writer: ChunkWriter;
  readonly stored: StoredUpload;
  /** Base64 of the key of the chunks, wrapped. */
  readonly wrappedKey: string;
}

/**
 * Everything but the last step: chunks in Redis, the upload and its index in the object store. Where it fails, nothing is
 * left in the object store.
 */
export async function cutUpload(
  dependencies: CutDependencies,
  source: UploadSource,
  target: UploadTarget,
  destination: Destination,
): Promise<ReceivedFile> {
  try {
    return await cut(dependencies, source, target, destination);
  } catch (error) {
    const { log } = dependencies;
    await destination.writer.settled().catch(() => {});
    await destination.stored
      .discard()
      .catch((failure) => log.error({ err: failure, batchId: target.batchId }, 'an upload was not removed'));
    throw error;
  }
}

async function cut(
  { limits, workbooks }: CutDependencies,
  source: UploadSource,
  { batchId, owner, model, policy }: UploadTarget,
  { writer, stored, wrappedKey }: Destination,
): Promise<ReceivedFile> {
  const bytes = new CountedBytes(source.bytes, limits);
  const cutter = new ChunkCutter(model.schema, limits);
  const text = fileText(bytes, workbooks, source.fileName);
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
