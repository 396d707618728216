import type { PayloadCipher } from '@bora/batch-store';
import type { ObjectStore } from '@bora/object-store';
import { readStoredChunk } from '../../src/upload/stored-chunk.ts';
import { readStoredUploadIndex } from '../../src/upload/stored-upload.ts';

/** What a stored upload holds, without its header. */
export async function storedText(
  { uploads, cipher }: { readonly uploads: ObjectStore; readonly cipher: PayloadCipher },
  batchId: string,
): Promise<string> {
  const index = await readStoredUploadIndex(uploads, batchId);
  const texts: string[] = [];
  for (const chunk of index.chunks.keys())
    texts.push((await readStoredChunk(uploads, cipher, index, chunk)).toString());
  return texts.join('');
}
