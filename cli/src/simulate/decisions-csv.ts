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
  'currency',
  'line',
  'drawn',
  'expectedProfit',
  'profitIfApproved',
  'realisedProfit',
] as const;

/** One line an applicant and book, money to the cent in the currency of its column; what is not approved realises nothing. */
export function* decisionLines(
  replay: Replay,
  applicantId: (place: number) => string,
  books: readonly ReplayedBook[],
): Generator<string> {
  const { model, row, bad } = replay;
  yield `${decisionColumns.join(',')}\n`;
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
        yield `${name},${digits(row[place]!)},${safeCsvField(applicantId(place))},${bad[place]},${digits(pd)},${decision},${book.currency},` +
          `${money(rows.line[at]!)},${money(rows.drawn[at]!)},${expected},${money(profit)},${money(realised)}\n`;
      }
    }
  }
}

function money(value: number): string {
  const text = value.toFixed(2);
  return text === '-0.00' ? '0.00' : text;
}

/** As `String` writes it, which remembers what it wrote: of millions of numbers some hundred megabytes. */
function digits(value: number): string {
  return JSON.stringify(value);
}
