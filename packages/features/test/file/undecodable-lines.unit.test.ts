import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openApplicantFile } from '../../src/file/applicant-file.ts';
import { UnsupportedEncodingError } from '../../src/file/file-errors.ts';
import { UndecodableLines } from '../../src/file/undecodable-lines.ts';
import { boatSchema } from '../boat-schema.ts';

const header = 'ref,tons,rig,port,insured,trade\n';

/** `dirty` of `count` boats have a port that is Latin-1, the others one that is UTF-8. */
function boats(count: number, dirty: number): Buffer {
  const rows = Array.from({ length: count }, (_, row) =>
    Buffer.from(`b${row},1,1,S\u00e3o Paulo,Y,fish\n`, row < dirty ? 'latin1' : 'utf8'),
  );
  return Buffer.concat([Buffer.from(header), ...rows]);
}

test('lines that are not UTF-8 are counted once each, in whatever pieces they arrive', () => {
  const bytes = Buffer.concat([
    Buffer.from('S\u00e3o\n\n'),
    Buffer.from('S\u00e3o\r\nJos\u00e9\n', 'latin1'),
    Buffer.from('S\u00e3o \u{1f6a2}\nok\n'),
    Buffer.from('\u00e9\u00e9', 'latin1'),
  ]);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 12 })), (lengths) => {
      const lines = new UndecodableLines();
      let from = 0;
      for (const length of [...lengths, bytes.length]) {
        const piece = Buffer.from(bytes.subarray(from, from + length));
        lines.push(piece);
        piece.fill(0);
        from += length;
      }
      lines.end();
      expect(lines.count).toBe(3);
    }),
  );
});

test('a file in another encoding is refused with what to do; its lines are counted, not quoted', () => {
  expect(() => openApplicantFile(boats(100, 100), boatSchema)).toThrow(UnsupportedEncodingError);
  expect(() => openApplicantFile(boats(100, 100), boatSchema)).toThrow(
    'The bytes of 100 lines are not UTF-8: the file is in another encoding, such as Windows-1252 ("ANSI"). ' +
      'Save it as "CSV UTF-8" and upload it again.',
  );
});

test('from one row in twenty on it is another encoding, below that and below ten it is dirt', () => {
  expect(() => openApplicantFile(boats(400, 20), boatSchema)).toThrow(UnsupportedEncodingError);
  expect(openApplicantFile(boats(400, 19), boatSchema).rowCount).toBe(400);
  expect(openApplicantFile(boats(9, 9), boatSchema).rowCount).toBe(9);
  expect(openApplicantFile(boats(50_000, 2), boatSchema).rowCount).toBe(50_000);
});
