export interface FirstRecord {
  /** Without its line break and byte order mark. */
  readonly record: string;
  /** Something stands below it. */
  readonly hasMore: boolean;
}

/** The first record of the beginning of a delimited text file; blank lines are no records. */
export function firstRecord(bytes: Uint8Array): FirstRecord {
  const text = new TextDecoder().decode(bytes).replace(/^[\r\n]+/, '');
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === '\n' && !isQuoted) return recordUntil(text, at);
  }
  // A quotation mark that is never closed is an ordinary character to some files.
  const lineBreak = text.indexOf('\n');
  return recordUntil(text, isQuoted && lineBreak >= 0 ? lineBreak : text.length);
}

function recordUntil(text: string, end: number): FirstRecord {
  return { record: text.slice(0, end).replace(/\r$/, ''), hasMore: /[^\r\n]/.test(text.slice(end)) };
}
