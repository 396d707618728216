const needsQuotes = /[",\r\n]/;

/** A field of a CSV file, in quotation marks where RFC 4180 asks for them. */
export function csvField(value: string): string {
  return needsQuotes.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

const plainNumber = /^[+-]?\d+(?:\.\d+)?$/;
const formulaStart = /^[=+\-@\t\r]/;

/** A field with text that came from outside: no spreadsheet takes it for a formula. */
export function safeCsvField(value: string): string {
  return csvField(formulaStart.test(value) && !plainNumber.test(value) ? `'${value}` : value);
}
