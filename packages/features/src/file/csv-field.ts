const needsQuotes = /[",\r\n]/;

/** A field of a CSV file, in quotation marks where RFC 4180 asks for them. */
export function csvField(value: string): string {
  return needsQuotes.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

const plainNumber = /^[+-]?\d+(?:\.\d+)?$/;
const formulaStart = /^[=+\-@\t\r]/;

/** A text that no spreadsheet takes for a formula: an apostrophe before what begins like one and is no number. */
export function formulaSafe(value: string): string {
  return formulaStart.test(value) && !plainNumber.test(value) ? `'${value}` : value;
}

/** A field with text that came from outside. */
export function safeCsvField(value: string): string {
  return csvField(formulaSafe(value));
}
