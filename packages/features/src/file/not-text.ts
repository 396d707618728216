const looksAt = 4_096;
/** In UTF-8 and in every encoding that goes before it; tab, line feed, form feed and carriage return stand in texts. */
const isNeverInText = (byte: number) => byte < 9 || byte === 11 || (byte > 13 && byte < 32);

/** By its byte order mark. */
const isUtf16 = ([one, two]: Uint8Array) => (one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff);

/** A compound file: a workbook of Excel before 2007, or a later one with a password. */
const compoundSignature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Whether a file begins as a workbook of the old Excel format does, whatever its name. */
export function isOldWorkbook(first: Uint8Array): boolean {
  return compoundSignature.every((byte, at) => first[at] === byte);
}

/**
 * Why a file cannot be read, where its first bytes are no text: in words for who sent it, by what its name promises.
 * Undefined for what may be text. A ZIP archive, which a workbook is, is for the caller to know.
 */
export function whyNotText(first: Uint8Array, fileName: string): string | undefined {
  if (isOldWorkbook(first)) return oldWorkbook(fileName);
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

function oldWorkbook(fileName: string): string {
  return /\.xls[xmb]$/i.test(fileName)
    ? 'The workbook has a password, or is of the old Excel format (.xls). ' +
        'Open it in a spreadsheet program and save it as .xlsx without a password, or as CSV UTF-8.'
    : 'The file is a workbook of the old Excel format (.xls), which is not read here. ' +
        'Open it in a spreadsheet program and save it as .xlsx, or as CSV UTF-8.';
}
