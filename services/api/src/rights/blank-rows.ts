import { batchCipher, type PayloadCipher, payloadContext, uploadKeys } from '@bora/batch-store';
import { type FileLayout, recordBytesIn } from '@bora/features';
import { ObjectNotFoundError, type ObjectStore } from '@bora/object-store';
import { readStoredUploadIndex, type StoredUploadIndex } from '../upload/stored-upload.ts';

const space = 0x20;

/**
 * Blanks rows of a stored upload: their bytes become empty fields of the same length, so that every other row stays
 * where it is. The upload is replaced as a whole: a reader meets the one from before or the one from after.
 *
 * @param isToGo whether the row (from 1) is blanked.
 * @returns how many rows were blanked; 0 where the upload is gone.
 */
export async function blankRows(
  uploads: ObjectStore,
  payloadCipher: PayloadCipher,
  batchId: string,
  isToGo: (row: number) => boolean,
): Promise<number> {
  let index: StoredUploadIndex;
  try {
    index = await readStoredUploadIndex(uploads, batchId);
  } catch (error) {
    if (error instanceof ObjectNotFoundError) return 0;
    throw error;
  }
  const { chunks, layout, wrappedKey } = index;
  const cipher = batchCipher(payloadCipher, batchId, wrappedKey);
  const placesToGo = chunks.map(({ firstRow, rows }) =>
    Array.from({ length: rows }, (_, place) => place).filter((place) => isToGo(firstRow + place)),
  );
  const key = uploadKeys.chunks(batchId);

  async function* rewritten(): AsyncGenerator<Uint8Array> {
    for (const [chunk, { storedAt, storedBytes }] of chunks.entries()) {
      const sealed = await uploads.getRange(key, storedAt, storedAt + storedBytes);
      const places = placesToGo[chunk]!;
      if (places.length === 0) {
        yield sealed;
        continue;
      }
      const plain = cipher.open(sealed, payloadContext.chunk(batchId, chunk));
      const records = recordBytesIn(plain, layout);
      for (const place of places) blank(records[place], layout);
      yield cipher.seal(plain, payloadContext.chunk(batchId, chunk));
    }
  }
  const blanked = placesToGo.reduce((sum, places) => sum + places.length, 0);
  if (blanked > 0) await uploads.put(key, rewritten());
  return blanked;
}

/** As many empty fields as before, and no other byte of what stood there. */
function blank(record: Uint8Array | undefined, { delimiter, fieldCount }: FileLayout): void {
  record?.fill(space);
  record?.fill(delimiter.charCodeAt(0), 0, Math.max(0, fieldCount - 1));
}
