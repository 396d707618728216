import {
  bombSheet,
  cellsOf,
  entitySheet,
  farCellSheet,
  lyingArchive,
  otherArchive,
  workbook,
  workbookWithSheet,
} from '../../../services/api/test/support/workbooks.ts';
import { applicantFile } from '../applicants.ts';
import { deepSheet, externalEntitySheet, manyFiles, overlappingArchive } from '../archives.ts';
import { bombMs, type HostileCase, once } from '../hostile-case.ts';
import { refused, scored } from '../post.ts';
import type { Target } from '../target.ts';

interface WorkbookCase {
  readonly name: string;
  readonly sends: string;
  readonly outcome: string;
  readonly make: () => Buffer | Promise<Buffer>;
  readonly isFast?: true;
}

const tooLarge = '413 spreadsheet-too-large';
const unreadable = '422 spreadsheet-unreadable';

const bad: readonly WorkbookCase[] = [
  {
    name: 'zip-bomb',
    sends: '1 MB that unpacks to 300 MB',
    outcome: tooLarge,
    make: bombSheet,
    isFast: true,
  },
  {
    name: 'zip-lying',
    sends: 'the same, its directory says 1,000 bytes',
    outcome: tooLarge,
    make: async () => lyingArchive(await bombSheet(), 1_000),
    isFast: true,
  },
  {
    name: 'zip-overlapping',
    sends: '2,000 entries of a directory that all lead to the same 10 MB',
    outcome: tooLarge,
    make: overlappingArchive,
  },
  { name: 'zip-many-files', sends: '20,000 empty files', outcome: tooLarge, make: () => manyFiles(20_000) },
  { name: 'zip-other', sends: 'an archive that is no workbook', outcome: unreadable, make: otherArchive },
  {
    name: 'zip-truncated',
    sends: 'the first 3,000 bytes of a workbook',
    outcome: unreadable,
    make: async () => (await workbook(cellsOf(applicantFile(300)))).subarray(0, 3_000),
  },
  {
    name: 'xml-bomb',
    sends: 'XML entities ten deep, which stand for a billion',
    outcome: '422 file-unrecognised',
    make: entitySheet,
    isFast: true,
  },
  {
    name: 'xml-external',
    sends: 'an XML entity that is /etc/passwd, and one that is an address on the network',
    outcome: '422 file-unrecognised',
    make: externalEntitySheet,
    isFast: true,
  },
  {
    name: 'xml-deep',
    sends: 'a million XML elements, each in the one before',
    outcome: unreadable,
    make: deepSheet,
  },
  {
    name: 'xml-far-cell',
    sends: 'one cell in the last row and column that a sheet can have',
    outcome: tooLarge,
    make: farCellSheet,
  },
  {
    name: 'xml-text',
    sends: 'a text of 7 MB without a tag',
    outcome: tooLarge,
    make: () => workbookWithSheet(`<worksheet><sheetData>${'x'.repeat(7_000_000)}</sheetData></worksheet>`),
  },
  {
    name: 'xml-attribute',
    sends: 'an attribute of 7 MB',
    outcome: tooLarge,
    make: () =>
      workbookWithSheet(`<worksheet><sheetData a="${'x'.repeat(7_000_000)}"></sheetData></worksheet>`),
  },
];

/** XLSX workbooks, and archives that say they are. */
export const workbooks: readonly HostileCase[] = [
  ...bad.map(({ name, sends, outcome, make, isFast = false }): HostileCase => {
    const bytes = once(async () => new Uint8Array(await make()));
    const attack = async (target: Target) => refused(target, await bytes());
    return { name, sends, outcome, withinMs: bombMs, isFast, prepare: bytes, attack };
  }),
  {
    name: 'workbook-formulas',
    sends: 'a workbook whose texts are formulas',
    outcome: '202 scored 3',
    withinMs: 10_000,
    attack: async (target) => {
      const [header = [], ...rows] = cellsOf(applicantFile(3));
      const cells = [header, ...rows.map((row, index) => [`=cmd|'/C calc'!A${index}`, ...row.slice(1)])];
      return scored(target, new Uint8Array(await workbook(cells)));
    },
  },
];
