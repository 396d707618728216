import { createHash } from 'node:crypto';
import { failBatch, readBatch } from '@bora/batch-store';
import { ApiProblem } from '../errors.ts';
import type { StoredAnswer } from '../idempotency/idempotency-store.ts';
import type { OnceOnly } from '../idempotency/once.ts';
import type { Principal } from '../people/principal.ts';
import { pinVersions, queryFingerprint, type ScoringQuery } from '../requests/versions-query.ts';
import type { ApiServices } from '../services.ts';
import type { ChunkLimits } from '../upload/chunk-cutter.ts';
import { CountedBytes, type UploadLimits } from '../upload/counted-bytes.ts';
import { receiveUpload } from '../upload/receive-upload.ts';
import { uploadIncomplete } from '../upload/upload-problems.ts';
import type { UploadSource } from '../upload/upload-source.ts';
import { batchFor } from './batch-for.ts';

export interface BatchRequest {
  readonly requestId: string;
  /** Who sends the file, and owns the batch. */
  readonly principal: Principal;
  readonly limits: UploadLimits & ChunkLimits;
  readonly query: ScoringQuery;
  /** Finds the file in the request. */
  openSource(): Promise<UploadSource>;
}

/** A file to be scored, as something that is made once. */
export function batchRequest(services: ApiServices, request: BatchRequest): OnceOnly {
  const { redis, upload } = services;

  async function answer(id: string): Promise<StoredAnswer | undefined> {
    const batch = await readBatch(redis, id);
    if (!batch?.fileSha256) return undefined;
    return {
      fingerprint: fingerprintOf(request.query, batch.fileSha256),
      status: 202,
      location: `/v1/batches/${id}`,
      body: JSON.stringify(await batchFor(redis, request.principal, batch)),
    };
  }

  return {
    async make(id) {
      await upload.chunkQueue.assertRoom();
      const pinned = await pinVersions(services, request.query);
      const source = await request.openSource();
      const isTrial = request.query.trial;
      const { principal, limits, requestId } = request;
      const target = { batchId: id, owner: principal.personId, requestId, isTrial, ...pinned };
      await receiveUpload({ ...upload, limits }, source, target);
      const answered = await answer(id);
      if (!answered) throw new ApiProblem('batch-not-found', 'The batch expired before it was read.');
      return answered;
    },
    async recover(id) {
      const { code, message } = uploadIncomplete();
      await failBatch(redis, id, { code, message });
      return answer(id);
    },
    async fingerprint() {
      const source = await request.openSource();
      const bytes = new CountedBytes(source.bytes, request.limits);
      for await (const _piece of bytes);
      await source.end();
      return fingerprintOf(request.query, bytes.sha256());
    },
  };
}

function fingerprintOf(query: ScoringQuery, fileSha256: string): string {
  return createHash('sha256')
    .update(JSON.stringify([queryFingerprint(query), fileSha256]))
    .digest('hex');
}
