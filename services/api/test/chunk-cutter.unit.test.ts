import { RecordTooLongError } from '@bora/features';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkCutter, type CutChunk } from '../src/upload/chunk-cutter.ts';
import { inventedHeader, inventedLine, inventedSchema } from './support/invented-schema.ts';

const limits = { rowsPerChunk: 3, maximumRows: 1_000_000, maximumRecordBytes: 1_000 };

function cut(file: Buffer, pieceBytes: number, over: Partial<typeof limits> = {}): CutChunk[] {
  const cutter = new ChunkCutter(inventedSchema, { ...limits, ...over });
  const chunks: CutChunk[] = [];
  for (let at = 0; at < file.length; at += pieceBytes) {
    chunks.push(...cutter.push(file.subarray(at, at + pieceBytes)));
  }
  return [...chunks, ...cutter.end()];
}

function records(chunk: CutChunk): string[] {
  return chunk.bytes.toString().split(/\r?\n/).filter(Boolean);
}

describe('a cut file', () => {
  it('holds every record once and in order, however the bytes arrive', () => {
    const breaks = fc.constantFrom('\n', '\r\n', '\n\n', '\r\n\r\n\n');
    const file = fc.tuple(fc.constantFrom('', '\ufeff'), fc.array(breaks, { minLength: 1, maxLength: 20 }));
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 60 }), ([mark, ends], pieceBytes) => {
        const lines = ends.map((_, index) => inventedLine(index + 1));
        const text = `${mark}${inventedHeader}\n${lines.map((line, index) => line + ends[index]).join('')}`;
        const chunks = cut(Buffer.from(text), pieceBytes);

        expect(chunks.flatMap(records)).toEqual(lines);
        expect(chunks.map(({ rows }) => rows)).toEqual(chunks.map((chunk) => records(chunk).length));
        let row = 1;
        for (const chunk of chunks) {
          expect(chunk.firstRow).toBe(row);
          row += chunk.rows;
          const before = text.slice(0, text.indexOf(records(chunk)[0]!));
          expect(chunk.firstLine).toBe(before.split('\n').length);
        }
      }),
    );
  });

  it('is cut where a chunk would hold too many bytes', () => {
    const long = `id,1,R,Y,${'x'.repeat(900_000)}`;
    const file = Buffer.from(`${inventedHeader}\n${Array(10).fill(long).join('\n')}\n`);
    const chunks = cut(file, 65_536, { rowsPerChunk: 100, maximumRecordBytes: 1_000_000 });
    expect(chunks.map(({ rows }) => rows)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('does not gather blank lines in memory', () => {
    const cutter = new ChunkCutter(inventedSchema, limits);
    cutter.push(Buffer.from(`${inventedHeader}\n${inventedLine(1)}\n`));
    const blanks = Buffer.alloc(1_000_000, '\n');
    const before = process.memoryUsage().arrayBuffers;
    let chunks: CutChunk[] = [];
    for (let megabyte = 0; megabyte < 50; megabyte += 1)
      chunks = [...chunks, ...cutter.push(Buffer.from(blanks))];
    chunks = [...chunks, ...cutter.push(Buffer.from(inventedLine(2))), ...cutter.end()];
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000);
    expect(chunks.map(({ firstRow, rows }) => [firstRow, rows])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(chunks[1]?.firstLine).toBe(50_000_003);
  });

  it('ends with the first record that is too long', () => {
    const file = Buffer.from(`${inventedHeader}\n${inventedLine(1)}\n${'x'.repeat(2_000)}\n`);
    expect(() => cut(file, 100)).toThrow(RecordTooLongError);
  });

  it('ends with the first row above the limit', () => {
    const file = Buffer.from(`${inventedHeader}\n${[1, 2, 3].map(inventedLine).join('\n')}\n`);
    expect(() => cut(file, 100, { maximumRows: 2 })).toThrow(/at most 2 rows/);
    expect(cut(file, 100, { maximumRows: 3 })).toHaveLength(1);
  });
});
