import { ApiProblem } from '../errors.ts';
import { spreadsheetTooLarge } from './spreadsheet-error.ts';
import { spreadsheetText } from './spreadsheet-text.ts';

/** Uploaded workbooks, so few at a time that the memory for them is bounded. */
export interface Workbooks {
  /**
   * The first sheet as CSV. The whole workbook is read before the first byte comes: its directory stands at its end.
   * @throws SpreadsheetError; ApiProblem `overloaded`
   */
  text(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer>;
}

const maximumBytes = 16_000_000;
const maximumAtATime = 4;

export function createWorkbooks(): Workbooks {
  let open = 0;
  let lastConversion: Promise<void> = Promise.resolve();

  async function* convertInTurn(workbook: Buffer): AsyncGenerator<Buffer> {
    const before = lastConversion;
    let end = () => {};
    lastConversion = new Promise((resolve) => {
      end = resolve;
    });
    try {
      await before;
      yield* spreadsheetText(workbook);
    } finally {
      end();
    }
  }

  return {
    async *text(pieces) {
      if (open === maximumAtATime) throw tooManyWorkbooks();
      open += 1;
      try {
        yield* convertInTurn(await readAll(pieces));
      } finally {
        open -= 1;
      }
    },
  };
}

async function readAll(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  let byteCount = 0;
  for await (const piece of pieces) {
    byteCount += piece.length;
    if (byteCount > maximumBytes) throw spreadsheetTooLarge();
    all.push(piece);
  }
  return Buffer.concat(all);
}

function tooManyWorkbooks(): ApiProblem {
  return new ApiProblem(
    'overloaded',
    'Too many workbooks are being read. Try again in a moment, or send CSV.',
    {
      retryAfterSeconds: 5,
    },
  );
}
