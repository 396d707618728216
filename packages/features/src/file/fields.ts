import Papa from 'papaparse';

const byteOrderMark = '\ufeff';

/**
 * Fields of one record (without its line break), as `RecordScanner` cut it; `null` where they cannot be told
 * apart because a quotation mark inside a quoted field is not doubled. A quotation mark that is not at the
 * start of a field is an ordinary character; `quote: null` makes all of them so. Blanks between a closing quotation
 * mark and the end of its field do not count.
 */
export function fieldsOf(record: string, delimiter: string, quote: '"' | null): string[] | null {
  if (quote === null || !record.includes(quote)) return record.split(delimiter);
  return parsed(record, delimiter, quote) ?? parsed(withoutLastBlanks(record, delimiter), delimiter, quote);
}

function parsed(record: string, delimiter: string, quote: '"'): string[] | null {
  // Papaparse takes a byte order mark away, which is one at the start of a file only: there the scanner has taken it.
  const text = record.startsWith(byteOrderMark) ? byteOrderMark + record : record;
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, quoteChar: quote, newline: '\n' });
  return data.length === 1 && errors.length === 0 ? data[0]! : null;
}

/** Papaparse drops blanks behind a closing quotation mark before a delimiter, but not at the end of the record. */
function withoutLastBlanks(record: string, delimiter: string): string {
  let end = record.length;
  while (end > 0 && record[end - 1] !== delimiter && /\s/.test(record[end - 1]!)) end -= 1;
  return record[end - 1] === '"' ? record.slice(0, end) : record;
}
