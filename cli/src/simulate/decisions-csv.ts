import { safeCsvField } from '@bora/features';
import { decisionCodes, expectedProfit, type Replay, type ReplayedBook } from '@bora/simulation';

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

const linesPerPiece = 1_000;

/** One line an applicant and book, money in cents of the book's currency; what is not approved realises nothing. */
export function* decisionLines(
  replay: Replay,
  applicantId: readonly string[],
  books: readonly ReplayedBook[],
): Generator<string> {
  const { model, row, bad } = replay;
  let piece = `${decisionColumns.join(',')}\n`;
  for (const { scenario, title, book } of books) {
    const name = [safeCsvField(scenario?.id ?? title), book.basis, model.origin].join(',');
    for (let place = 0; place < row.length; place++) {
      const pd = model.pd[place]!;
      const decision = decisionCodes[model.decision[place]!];
      const expected = book.expected ? money(expectedProfit(book.expected, place, pd)) : '';
      const profit = book.profit[place]!;
      const realised = decision === 'approve' ? profit : 0;
      piece +=
        `${name},${row[place]},${safeCsvField(applicantId[place]!)},${bad[place]},${pd},${decision},` +
        `${money(book.line[place]!)},${money(book.drawn[place]!)},${expected},${money(profit)},${money(realised)}\n`;
      if (place % linesPerPiece === linesPerPiece - 1) {
        yield piece;
        piece = '';
      }
    }
  }
  yield piece;
}

function money(value: number): string {
  const text = value.toFixed(2);
  return text === '-0.00' ? '0.00' : text;
}
