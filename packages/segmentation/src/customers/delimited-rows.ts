import { fieldsOf, RecordScanner } from '@bora/features';
import { SegmentationError } from '../segmentation-error.ts';

/** A row of a delimited file: the fields, the row as it stands in the file, and its line from 1. */
export type OnRow = (fields: readonly string[], text: string, line: number) => void;

/** For each column that is looked for its place in the header, or −1 for an optional one that is absent. */
export interface FoundColumns {
  readonly delimiter: string;
  readonly fieldCount: number;
  readonly places: Readonly<Record<string, number>>;
}

export interface ColumnWish {
  readonly names: readonly string[];
  readonly isOptional?: boolean;
}

const delimiters = [',', ';', '\t', '|'];

/**
 * Reads a delimited text file with a header row by row, in memory that does not grow with the file.
 *
 * @param onHeader called once, before any row; its answer is called with every row.
 * @throws SegmentationError `empty-file`, `missing-columns`, `ambiguous-columns`.
 * @throws FileError where the bytes are no delimited text.
 */
export async function readDelimitedRows(
  pieces: AsyncIterable<Uint8Array>,
  wishes: Readonly<Record<string, ColumnWish>>,
  onHeader: (columns: FoundColumns) => OnRow,
): Promise<void> {
  let kept: Buffer = Buffer.alloc(0);
  /** Offset in the file of the first kept byte. */
  let keptAt = 0;
  let recordEnd = 0;
  let scanner: RecordScanner | undefined;
  const begin = (): RecordScanner => {
    const columns = findColumns(firstRecord(kept), wishes);
    const onRow = onHeader(columns);
    let isHeader = true;
    const { delimiter } = columns;
    return new RecordScanner({ delimiter, quote: '"' }, (start, end, line) => {
      recordEnd = end;
      if (!isHeader) {
        const text = kept.toString('utf8', start - keptAt, end - keptAt);
        onRow(fieldsOf(text, delimiter, '"') ?? [], text, line);
      }
      isHeader = false;
    });
  };
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    kept = kept.length === 0 ? bytes : Buffer.concat([kept, bytes]);
    if (scanner) scanner.push(piece);
    else if (kept.includes(lineFeed) || kept.length > longestHeaderBytes) {
      scanner = begin();
      scanner.push(kept);
    } else continue;
    kept = kept.subarray(recordEnd - keptAt);
    keptAt = recordEnd;
  }
  if (!scanner) {
    scanner = begin();
    scanner.push(kept);
  }
  scanner.end();
}

const lineFeed = 10;
const longestHeaderBytes = 256 * 1024;

function firstRecord(bytes: Buffer): string {
  const end = bytes.indexOf(lineFeed);
  const text = bytes.toString('utf8', 0, end < 0 ? Math.min(bytes.length, longestHeaderBytes) : end);
  const header = text.replace(/^\uFEFF/, '').trim();
  if (header !== '') return header;
  throw new SegmentationError(
    'empty-file',
    'The file holds no rows: give a file with a header and customers.',
  );
}

/** Without regard to case, spaces and punctuation. */
function normalised(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function findColumns(header: string, wishes: Readonly<Record<string, ColumnWish>>): FoundColumns {
  const cuts = delimiters.map((delimiter) => {
    const names = (fieldsOf(header, delimiter, '"') ?? []).map(normalised);
    const places = Object.fromEntries(
      Object.entries(wishes).map(([wish, { names: allowed }]) => {
        const known = new Set(allowed.map(normalised));
        return [wish, names.flatMap((name, place) => (known.has(name) ? [place] : []))];
      }),
    );
    return { delimiter, fieldCount: names.length, places };
  });
  const found = ({ places }: (typeof cuts)[number]) =>
    Object.values(places).filter((columns) => columns.length > 0).length;
  const best = cuts.reduce((left, right) => (found(right) > found(left) ? right : left));
  const named = (isWrong: (wish: string, columns: readonly number[]) => boolean) =>
    Object.entries(best.places)
      .filter(([wish, columns]) => isWrong(wish, columns))
      .map(([wish]) => wishes[wish]!.names[0]!);
  const missing = named((wish, columns) => columns.length === 0 && wishes[wish]!.isOptional !== true);
  const ambiguous = named((_, columns) => columns.length > 1);
  if (missing.length > 0) {
    throw new SegmentationError(
      'missing-columns',
      `The file's first row does not name these columns: ${missing.join(', ')}. Add them, or choose the layout that the file has.`,
      { columns: [...missing, ...ambiguous] },
    );
  }
  if (ambiguous.length > 0) {
    throw new SegmentationError(
      'ambiguous-columns',
      `Several columns could be these: ${ambiguous.join(', ')}. Name each column once.`,
      { columns: ambiguous },
    );
  }
  const places = Object.fromEntries(
    Object.entries(best.places).map(([wish, columns]) => [wish, columns[0] ?? -1]),
  );
  return { delimiter: best.delimiter, fieldCount: best.fieldCount, places };
}
