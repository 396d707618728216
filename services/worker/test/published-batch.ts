import { randomUUID } from 'node:crypto';
import {
  addChunk,
  createBatch,
  payloadContext,
  publishBatch,
  readAllRejects,
  readAllScores,
  readBatch,
} from '@bora/batch-store';
import { chunkJobId, type ModelReference, queues } from '@bora/contracts';
import { openApplicantFile } from '@bora/features';
import { waitUntil } from '@bora/testing';
import { expect } from 'vitest';
import { schema } from './trained-bundle.ts';
import { policyReference, type WorkerStage } from './worker-stage.ts';

export const lifetimes = { waitingSeconds: 1000, resultSeconds: 1000 };

/** A batch of chunks of 600 rows, the last one shorter, published and enqueued. */
export async function publishedBatch(
  { redis, cipher, chunks }: WorkerStage,
  text: string,
  model: ModelReference,
): Promise<string> {
  const id = randomUUID();
  const batch = { id, owner: 'local', fileName: 'f.csv', schema: schema.id, model, policy: policyReference };
  await createBatch(redis, batch, lifetimes);
  const [header, ...lines] = text.trimEnd().split('\n');
  expect(header).toBe('number,income,home');
  const { layout } = openApplicantFile(Buffer.from(text), schema);
  let chunk = 0;
  for (let from = 0; from < lines.length; from += 600, chunk += 1) {
    const rows = lines.slice(from, from + 600);
    const sealed = cipher.seal(Buffer.from(`${rows.join('\n')}\n`), payloadContext.chunk(id, chunk));
    const position = { firstRow: from + 1, rows: rows.length, firstLine: from + 2 };
    const entry = { ...position, storedAt: 0, storedBytes: sealed.length };
    await addChunk(redis, id, chunk, entry, sealed, lifetimes);
  }
  const file = {
    fileSha256: 'a',
    fileBytes: 1,
    layout: JSON.stringify(layout),
    ignoredColumns: [],
    rows: lines.length,
    chunks: chunk,
  };
  await publishBatch(redis, id, file);
  await chunks.addBulk(
    Array.from({ length: chunk }, (_, index) => ({
      name: queues.chunks.name,
      data: { v: 1, batchId: id, chunk: index },
      opts: { jobId: chunkJobId(id, index) },
    })),
  );
  return id;
}

/** Waits until the batch is completed, and answers all that is kept of it. */
export async function finishedBatch({ redis, cipher }: WorkerStage, id: string) {
  const isOver = async () => (await readBatch(redis, id))?.state === 'completed';
  await waitUntil(isOver, { what: 'the batch to complete' });
  const batch = (await readBatch(redis, id))!;
  const scores = [];
  for await (const block of readAllScores(redis, batch)) scores.push(...block);
  const rejects = [];
  for await (const some of readAllRejects(redis, cipher, batch)) rejects.push(...some);
  return { batch, scores, rejects };
}
