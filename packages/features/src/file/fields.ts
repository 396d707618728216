import Papa from 'papaparse';

/**
 * Fields of one record (without its line break), as `RecordScanner` cut it; `null` where they cannot be told
 * apart because a quotation mark inside a quoted field is not doubled. A quotation mark that is not at the
 * start of a field is an ordinary character; `quote: null` makes all of them so.
 */
export function fieldsOf(record: string, delimiter: string, quote: '"' | null): string[] | null {
  if (quote === null || !record.includes(quote)) return record.split(delimiter);
  const { data, errors } = Papa.parse<string[]>(record, { delimiter, quoteChar: quote, newline: '\n' });
  return data.length === 1 && errors.length === 0 ? data[0]! : null;
}
