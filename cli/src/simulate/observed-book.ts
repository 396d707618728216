import { approximately, observedLoanBook, type ReplayedBook, slicesOf } from '@bora/simulation';
import { type LoanFile, readRealisedLoans } from '../observed/realised-loans-file.ts';
import type { Terminal } from '../terminal/terminal.ts';

/**
 * The book of the cash flows that the file holds, for the rows that are replayed.
 * @param rows numbers in the file, ascending
 * @throws what `readRealisedLoans` throws
 */
export async function observedBook(
  terminal: Terminal,
  source: LoanFile,
  rows: Uint32Array,
): Promise<ReplayedBook> {
  const { loans, row } = await readRealisedLoans(terminal, source);
  const places = new Map(row.map((number, place) => [number, place]));
  const ofRows = (money: readonly bigint[]) =>
    Float64Array.from(rows, (number) => approximately(money[places.get(number)!]!));
  const book = observedLoanBook({
    currency: source.economics.currency,
    funded: ofRows(loans.amount),
    profit: ofRows(loans.profit),
  });
  return { scenario: null, title: source.economics.title, book: slicesOf(book) };
}
