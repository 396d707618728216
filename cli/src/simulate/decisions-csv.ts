import { safeCsvField } from '@bora/features';
import { decisionCodes, eachSlice, expectedProfit, type Replay, type ReplayedBook } from '@bora/simulation';

/** The columns of `decisions.csv`, in order. */
export const decisionColumns = [
  'scenario',
  'basis',
  'scores',
  'row',
  'applicantId',
  'bad',
  'pd',
  'decision',
  'line',
  'drawn',
  'expectedProfit',
  'profitIfApproved',
  'realisedProfit',
] as const;

/** Small pieces of bytes leave the collector nothing: texts that wait to be written would be kept as lasting ones. */
const rowsPerPiece = 256;

/** One line an applicant and book, money in cents of the book's currency; what is not approved realises nothing. */
export function* decisionLines(
  replay: Replay,
  applicantId: (place: number) => string,
  books: readonly ReplayedBook[],
): Generator<Uint8Array> {
  const { model, row, bad } = replay;
  let piece = `${decisionColumns.join(',')}\n`;
  for (const { scenario, title, book } of books) {
    const name = [safeCsvField(scenario?.id ?? title), book.basis, model.origin].join(',');
    for (const { from, rows } of eachSlice(book)) {
      for (let at = 0; at < rows.profit.length; at++) {
        const place = from + at;
        const pd = model.pd[place]!;
        const decision = decisionCodes[model.decision[place]!];
        const expected = rows.expected ? money(expectedProfit(rows.expected, at, pd)) : '';
        const profit = rows.profit[at]!;
        const realised = decision === 'approve' ? profit : 0;
        piece +=
          `${name},${row[place]},${safeCsvField(applicantId(place))},${bad[place]},${pd},${decision},` +
          `${money(rows.line[at]!)},${money(rows.drawn[at]!)},${expected},${money(profit)},${money(realised)}\n`;
        if (place % rowsPerPiece < rowsPerPiece - 1) continue;
        yield Buffer.from(piece);
        piece = '';
      }
    }
  }
  yield Buffer.from(piece);
}

function money(value: number): string {
  const text = value.toFixed(2);
  return text === '-0.00' ? '0.00' : text;
}
