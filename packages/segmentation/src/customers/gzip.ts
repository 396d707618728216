import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SegmentationError } from '../segmentation-error.ts';

/** The bytes as they are, or unpacked where they begin as a gzip file does. */
export async function* unzipped(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  const all = joined(first.value, iterator);
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* all;
    return;
  }
  const source = Readable.from(all, { objectMode: false });
  const unzip = createGunzip();
  source.on('error', (error) => unzip.destroy(error));
  try {
    yield* source.pipe(unzip);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) throw error;
    throw new SegmentationError('empty-file', 'The gzip file is damaged or cut off: pack it again.', {
      cause: error,
    });
  } finally {
    source.destroy();
    unzip.destroy();
  }
}

async function* joined(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
