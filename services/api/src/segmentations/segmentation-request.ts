import { createHash } from 'node:crypto';
import { failSegmentation, readSegmentationRecord } from '@bora/batch-store';
import { ApiProblem } from '../errors.ts';
import type { StoredAnswer } from '../idempotency/idempotency-store.ts';
import type { OnceOnly } from '../idempotency/once.ts';
import type { ApiServices } from '../services.ts';
import { CountedBytes, type UploadLimits } from '../upload/counted-bytes.ts';
import { uploadIncomplete } from '../upload/upload-problems.ts';
import type { UploadSource } from '../upload/upload-source.ts';
import { askedSegmentation, type SegmentationFields } from './asked-segmentation.ts';
import { receiveCustomers } from './receive-customers.ts';
import { segmentationView } from './segmentation-view.ts';

export interface SegmentationUpload {
  readonly requestId: string;
  readonly owner: string;
  readonly limits: UploadLimits;
  readonly query: SegmentationFields;
  /** Finds the file in the request. */
  openSource(): Promise<UploadSource>;
}

/** A file to be segmented, as something that is made once. */
export function segmentationRequest(services: ApiServices, upload: SegmentationUpload): OnceOnly {
  const { redis } = services;
  const given = Object.fromEntries(
    Object.entries(upload.query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

  async function answer(id: string): Promise<StoredAnswer | undefined> {
    const record = await readSegmentationRecord(redis, id);
    if (!record?.fileSha256) return undefined;
    return {
      fingerprint: fingerprintOf(record.asked, record.fileSha256),
      status: 202,
      location: `/v1/segmentations/${id}`,
      body: JSON.stringify(segmentationView(record)),
    };
  }

  return {
    async make(id) {
      // What the query asks is checked before the file is looked at, and again with the fields of the form.
      askedSegmentation(given);
      await services.segmentationQueue.assertRoom();
      const source = await upload.openSource();
      const asked = askedSegmentation({ ...source.fields, ...given });
      const { owner, limits, requestId } = upload;
      await receiveCustomers(services, source, { id, owner, requestId, limits, asked });
      const answered = await answer(id);
      if (!answered)
        throw new ApiProblem('segmentation-not-found', 'The segmentation expired before it was read.');
      return answered;
    },
    async recover(id) {
      const { code, message } = uploadIncomplete();
      const record = await readSegmentationRecord(redis, id);
      if (record?.state === 'uploading') await failSegmentation(redis, id, { code, message });
      return answer(id);
    },
    async fingerprint() {
      const source = await upload.openSource();
      const asked = askedSegmentation({ ...source.fields, ...given });
      const bytes = new CountedBytes(source.bytes, upload.limits);
      for await (const _piece of bytes);
      await source.end();
      return fingerprintOf(asked, bytes.sha256());
    },
  };
}

function fingerprintOf(asked: unknown, fileSha256: string): string {
  return createHash('sha256')
    .update(JSON.stringify([asked, fileSha256]))
    .digest('hex');
}
