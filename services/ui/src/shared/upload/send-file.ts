import type { z } from 'zod';
import { ApiError, UnreachableError, uploadFile } from '../api.ts';

export interface Sending {
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  onProgress(sentBytes: number): void;
}

const attempts = 5;
const retryAfterMs = 2_000;

/** Sends a file. A connection that breaks is tried again with the same key: that does nothing twice. */
export async function sendFile<Schema extends z.ZodType>(
  path: string,
  file: File,
  schema: Schema,
  sending: Sending,
): Promise<z.output<Schema>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await uploadFile(path, file, schema, sending);
    } catch (error) {
      if (!isPassing(error) || attempt === attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
      sending.signal.throwIfAborted();
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
