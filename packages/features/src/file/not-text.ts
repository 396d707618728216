const looksAt = 4_096;
/** In UTF-8 and in every encoding that goes before it; tab, line feed, form feed and carriage return stand in texts. */
const isNeverInText = (byte: number) => byte < 9 || byte === 11 || (byte > 13 && byte < 32);

/** By its byte order mark. */
const isUtf16 = ([one, two]: Uint8Array) => (one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff);

/**
 * Why a file cannot be read, where its first bytes are no text: in words for who sent it, by what its name promises.
 * Undefined for what may be text. A ZIP archive, which a workbook is, is for the caller to know.
 */
export function whyNotText(first: Uint8Array, fileName: string): string | undefined {
  if (isUtf16(first)) return 'The file is text in UTF-16. Save it as "CSV UTF-8" and upload it again.';
  if (!first.subarray(0, looksAt).some(isNeverInText)) return undefined;
  if (/\.xls[xmb]?$/i.test(fileName)) {
    return (
      'The file is named like a workbook and is none: it is damaged, or something else under that name. ' +
      'Open it in a spreadsheet program and save it again as .xlsx or as CSV UTF-8.'
    );
  }
  return 'The file is neither text nor an XLSX workbook. Export the applicants as CSV UTF-8 or as .xlsx.';
}
