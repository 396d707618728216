import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BundleFormatError, countTrainingRows, hashRows, serializeTrainingRows } from '../src/index.ts';
import { schema } from './invented-bundle.ts';

type Row = readonly [licence: string, ovens: string, guild: string, village: string, failed: string];

const salt = 'a'.repeat(64);
const text = fc.string({ maxLength: 6 });
const anyRows = fc.array(fc.tuple(text, text, text, text, fc.constantFrom('0', '1')), { maxLength: 30 });

function tableOf(rows: readonly Row[]) {
  return {
    rowCount: rows.length,
    text: schema.variables.map((_, variable) => rows.map((row) => row[variable]!)),
    applicantId: rows.map((row) => row[0]),
  };
}

const hash = (rows: readonly Row[], salted = salt) => hashRows(schema, tableOf(rows), salted);
const ash: Row = ['L-1', '2', 'A', 'Ash', '0'];
const elm: Row = ['L-2', '3', 'B', 'Elm', '1'];

describe('training rows', () => {
  it('are all recognised, and each counts as often as it stands', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const file = serializeTrainingRows(hash(rows));
        expect(countTrainingRows(file, hash(rows))).toBe(rows.length);
        expect(countTrainingRows(file, hash([...rows, ...rows]))).toBe(2 * rows.length);
      }),
    );
  });

  it('are recognised whatever their outcome, and no other row is', () => {
    const file = serializeTrainingRows(hash([ash, elm]));
    const other: Row[] = [
      ['L-3', '2', 'A', 'Ash', '0'],
      ['L-1', '2', 'A', 'Elm', '0'],
      ['L-1', '2', 'AA', 'sh', '0'],
      ['L-1', '', '2A', 'Ash', '0'],
    ];
    expect(countTrainingRows(file, hash([['L-1', '2', 'A', 'Ash', '1']]))).toBe(1);
    expect(countTrainingRows(file, hash(other))).toBe(0);
  });

  it('have other hashes under another salt', () => {
    expect(countTrainingRows(serializeTrainingRows(hash([ash])), hash([ash], 'b'.repeat(64)))).toBe(0);
  });

  it('are stored as distinct ascending 64-bit numbers, the same for any order of the rows', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const file = Buffer.from(serializeTrainingRows(hash(rows)));
        const distinct = new Set(rows.map((row) => JSON.stringify(row.slice(0, 4))));
        expect(file.length).toBe(8 * distinct.size);
        expect(Buffer.from(serializeTrainingRows(hash(rows.toReversed())))).toEqual(file);
        for (let at = 8; at < file.length; at += 8) {
          expect(file.readBigUInt64BE(at)).toBeGreaterThan(file.readBigUInt64BE(at - 8));
        }
      }),
    );
  });

  it('keep their hash from release to release', () => {
    expect(hash([ash])[0]?.toString(16)).toBe('95a83e6f97eff9bf');
  });

  it('are refused where the file is not one', () => {
    const file = serializeTrainingRows(hash([ash, elm]));
    const swapped = Buffer.concat([file.subarray(8), file.subarray(0, 8)]);
    expect(() => countTrainingRows(file.subarray(1), hash([ash]))).toThrow(BundleFormatError);
    expect(() => countTrainingRows(swapped, hash([ash]))).toThrow(BundleFormatError);
    expect(countTrainingRows(Buffer.concat([Buffer.alloc(1), file]).subarray(1), hash([ash]))).toBe(1);
  });
});
