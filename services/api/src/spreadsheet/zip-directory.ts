import { spreadsheetUnreadable } from './spreadsheet-error.ts';

/** One file in a ZIP archive, as its central directory tells. */
export interface ZipEntry {
  readonly compressedBytes: number;
  readonly inflatedBytes: number;
  /** Stored as it is, or deflated. */
  readonly method: 'stored' | 'deflated';
  /** Where its compressed bytes begin. */
  readonly dataOffset: number;
}

const endRecord = { signature: 0x06054b50, bytes: 22 };
const directoryEntry = { signature: 0x02014b50, bytes: 46 };
const localEntry = { signature: 0x04034b50, bytes: 30 };
const maximumCommentBytes = 0xffff;
const methods: Readonly<Record<number, ZipEntry['method']>> = { 0: 'stored', 8: 'deflated' };

/**
 * The entries of an archive. Layout: APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16. Encrypted and ZIP64
 * archives count as unreadable: no spreadsheet within our limits is one.
 * @throws SpreadsheetError `spreadsheet-unreadable`
 */
export function readZipDirectory(archive: Buffer): ZipEntry[] {
  try {
    const end = findEndRecord(archive);
    const count = archive.readUInt16LE(end + 10);
    let offset = archive.readUInt32LE(end + 16);
    const entries: ZipEntry[] = [];
    for (let index = 0; index < count; index += 1) {
      if (archive.readUInt32LE(offset) !== directoryEntry.signature) throw spreadsheetUnreadable();
      entries.push(entryAt(archive, offset));
      const variableBytes = [28, 30, 32].map((field) => archive.readUInt16LE(offset + field));
      offset += directoryEntry.bytes + variableBytes.reduce((sum, bytes) => sum + bytes, 0);
    }
    return entries;
  } catch (error) {
    // Reading past the end of a truncated archive is a RangeError.
    throw error instanceof RangeError ? spreadsheetUnreadable(error) : error;
  }
}

function findEndRecord(archive: Buffer): number {
  const last = archive.length - endRecord.bytes;
  for (let offset = last; offset >= Math.max(0, last - maximumCommentBytes); offset -= 1) {
    if (archive.readUInt32LE(offset) === endRecord.signature) return offset;
  }
  throw spreadsheetUnreadable();
}

function entryAt(archive: Buffer, offset: number): ZipEntry {
  const isEncrypted = (archive.readUInt16LE(offset + 8) & 1) === 1;
  const method = methods[archive.readUInt16LE(offset + 10)];
  if (isEncrypted || method === undefined) throw spreadsheetUnreadable();
  const local = archive.readUInt32LE(offset + 42);
  if (archive.readUInt32LE(local) !== localEntry.signature) throw spreadsheetUnreadable();
  const dataOffset =
    local + localEntry.bytes + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const compressedBytes = archive.readUInt32LE(offset + 20);
  if (dataOffset + compressedBytes > archive.length) throw spreadsheetUnreadable();
  return { compressedBytes, inflatedBytes: archive.readUInt32LE(offset + 24), method, dataOffset };
}
