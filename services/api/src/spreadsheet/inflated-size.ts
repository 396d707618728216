import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { spreadsheetTooLarge, spreadsheetUnreadable } from './spreadsheet-error.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';

const megabyte = 1_000_000;
const maximumEntries = 1_000;
/** About 75,000 rows of 54 columns. */
const maximumInflatedBytes = 100 * megabyte;
/** Sheets of applicants shrink about 8 times; a bomb 1,000 times. */
const maximumRatio = 30;
/** Below this no ratio is suspicious. */
const harmlessBytes = 8 * megabyte;

/**
 * Bytes that a workbook unpacks to, found by unpacking it in bounded memory: what the directory says may be a lie.
 * @throws SpreadsheetError
 */
export async function inflatedSize(archive: Buffer): Promise<number> {
  const entries = readZipDirectory(archive);
  const allowed = Math.min(maximumInflatedBytes, Math.max(harmlessBytes, archive.length * maximumRatio));
  const declared = entries.reduce((sum, { inflatedBytes }) => sum + inflatedBytes, 0);
  if (entries.length > maximumEntries || declared > allowed) throw spreadsheetTooLarge();
  for (const entry of entries) await assertTruthful(archive, entry);
  return declared;
}

async function assertTruthful(archive: Buffer, entry: ZipEntry): Promise<void> {
  const { dataOffset, compressedBytes, inflatedBytes, method } = entry;
  const data = archive.subarray(dataOffset, dataOffset + compressedBytes);
  const counted = method === 'stored' ? data.length : await countInflated(data, inflatedBytes);
  if (counted !== inflatedBytes) throw spreadsheetUnreadable();
}

async function countInflated(data: Buffer, atMost: number): Promise<number> {
  let bytes = 0;
  const counter = new Writable({
    write(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      done(bytes > atMost ? spreadsheetTooLarge() : null);
    },
  });
  try {
    await pipeline(Readable.from([data]), createInflateRaw(), counter);
  } catch (error) {
    if (bytes > atMost) throw spreadsheetTooLarge(error);
    throw spreadsheetUnreadable(error);
  }
  return bytes;
}
