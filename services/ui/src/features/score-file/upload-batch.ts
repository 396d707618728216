import { Batch } from '@bora/contracts';
import { ApiError, UnreachableError, uploadFile } from '../../shared/api.ts';

export interface Upload {
  readonly file: File;
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  onProgress(sentBytes: number): void;
}

const attempts = 5;
const retryAfterMs = 2_000;

/** Sends a file to be scored. A connection that breaks is tried again with the same key: that scores nothing twice. */
export async function uploadBatch(upload: Upload): Promise<Batch> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await uploadFile('/v1/batches', upload.file, Batch, upload);
    } catch (error) {
      if (!isPassing(error) || attempt === attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
      upload.signal.throwIfAborted();
    }
  }
}

/** The api is away for a moment, or still busy with the try before. */
function isPassing(error: unknown): boolean {
  if (error instanceof UnreachableError) return true;
  return (
    error instanceof ApiError && (error.status === 503 || error.problem?.code === 'idempotency-in-flight')
  );
}
