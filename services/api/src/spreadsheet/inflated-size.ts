import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { SpreadsheetError, spreadsheetTooLarge, spreadsheetUnreadable } from './spreadsheet-error.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';

const megabyte = 1_000_000;
const maximumEntries = 1_000;
/** About 75,000 rows of 54 columns. */
const maximumInflatedBytes = 100 * megabyte;
/** Sheets of applicants shrink about 8 times; a bomb 1,000 times. */
const maximumRatio = 30;
/** Below this no ratio is suspicious. */
const harmlessBytes = 8 * megabyte;
const tagEnd = 0x3e;
/** A cell holds at most 32,767 characters, of at most 6 bytes where they are escaped. */
const maximumTagGap = 256 * 1024;

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
  const tags = new TagGaps();
  if (method === 'stored') tags.push(data);
  const counted = method === 'stored' ? data.length : await countInflated(data, inflatedBytes, tags);
  if (counted !== inflatedBytes) throw spreadsheetUnreadable();
}

/**
 * Refuses what goes on without the end of a tag for longer than any cell's text: the XML parser's time grows with the
 * square of it.
 */
class TagGaps {
  #gap = 0;

  push(piece: Buffer): void {
    const first = piece.indexOf(tagEnd);
    this.#add(first < 0 ? piece.length : first);
    if (first >= 0) this.#gap = piece.length - piece.lastIndexOf(tagEnd);
  }

  #add(bytes: number): void {
    this.#gap += bytes;
    if (this.#gap > maximumTagGap) throw spreadsheetTooLarge();
  }
}

async function countInflated(data: Buffer, atMost: number, tags: TagGaps): Promise<number> {
  let bytes = 0;
  const counter = new Writable({
    write(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      try {
        if (bytes > atMost) throw spreadsheetTooLarge();
        tags.push(piece);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  try {
    await pipeline(Readable.from([data]), createInflateRaw(), counter);
  } catch (error) {
    throw error instanceof SpreadsheetError ? error : spreadsheetUnreadable(error);
  }
  return bytes;
}
