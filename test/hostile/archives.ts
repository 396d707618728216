import { deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { workbookWithSheet } from '../../services/api/test/support/workbooks.ts';

const megabyte = 1_000_000;

export function manyFiles(count: number): Buffer {
  const empty = new Uint8Array();
  return Buffer.from(
    zipSync(Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}.xml`, empty]))),
  );
}

/** A directory whose entries share one file's bytes. Source: D. Fifield, A better zip bomb, 2019. */
export function overlappingArchive(): Buffer {
  const data = deflateRawSync(Buffer.alloc(10 * megabyte));
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(10 * megabyte, 22);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt32LE(10 * megabyte, 24);
  const count = 2_000;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(count * entry.length, 12);
  end.writeUInt32LE(local.length + data.length, 16);
  return Buffer.concat([local, data, ...Array<Buffer>(count).fill(entry), end]);
}

/** Entities that are a file of the machine and an address of the network. */
export function externalEntitySheet(): Promise<Buffer> {
  return workbookWithSheet(
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">' +
      '<!ENTITY net SYSTEM "http://127.0.0.1:1/"><!ENTITY % more SYSTEM "file:///etc/hostname">]>' +
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&file;&net;</t></is></c></row></sheetData></worksheet>',
  );
}

export function deepSheet(): Promise<Buffer> {
  const depth = 1_000_000;
  return workbookWithSheet(`<worksheet>${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}</worksheet>`);
}
