import {
  batchCipher,
  type ChunkEntry,
  type PayloadCipher,
  payloadContext,
  uploadKeys,
} from '@bora/batch-store';
import { type Application, type ApplicationSchema, maximumValueLength } from '@bora/contracts';
import { givenValues, recordAt } from '@bora/features';
import { ObjectNotFoundError, type ObjectStore } from '@bora/object-store';
import { readStoredUploadIndex } from '../upload/stored-upload.ts';

/** Unreadable as any kind of variable, as a value that is too long is. */
const spreadsheetError = '#VALUE!';

/**
 * The values of one row as they were given, from the stored upload: only the row's chunk is read. Null where the
 * stored upload is gone.
 */
export async function readGivenRow(
  uploads: ObjectStore,
  cipher: PayloadCipher,
  schema: ApplicationSchema,
  batchId: string,
  row: number,
): Promise<Record<string, string> | null> {
  try {
    const { chunks, layout, wrappedKey } = await readStoredUploadIndex(uploads, batchId);
    const chunk = chunkOf(chunks, row);
    const entry = chunks[chunk];
    if (!entry) return null;
    const { storedAt, storedBytes, firstRow } = entry;
    const sealed = await uploads.getRange(uploadKeys.chunks(batchId), storedAt, storedAt + storedBytes);
    const plain = batchCipher(cipher, batchId, wrappedKey).open(sealed, payloadContext.chunk(batchId, chunk));
    const record = recordAt(plain, layout, row - firstRow);
    return record ? givenValues(record, layout, schema) : null;
  } catch (error) {
    if (error instanceof ObjectNotFoundError) return null;
    throw error;
  }
}

/** The values of a row as an application that is read, scored and warned of alike. */
export function givenAsApplication(values: Readonly<Record<string, string>>): Application {
  const entries = Object.entries(values);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value.length <= maximumValueLength ? value : spreadsheetError]),
  );
}

/** Number of the chunk that holds the row, -1 where none does. */
export function chunkOf(chunks: readonly ChunkEntry[], row: number): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { firstRow, rows } = chunks[middle]!;
    if (row < firstRow) high = middle - 1;
    else if (row >= firstRow + rows) low = middle + 1;
    else return middle;
  }
  return -1;
}
