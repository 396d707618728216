const needsQuotes = /[",\r\n]/;

/** A field of a CSV file, in quotation marks where RFC 4180 asks for them. */
export function csvField(value: string): string {
  return needsQuotes.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
