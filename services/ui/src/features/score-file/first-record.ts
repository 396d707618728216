/** The first record of a delimited text file, without its line break and byte order mark; blank lines are none. */
export function firstRecord(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes).replace(/^[\r\n]+/, '');
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === '\n' && !isQuoted) return withoutReturn(text.slice(0, at));
  }
  // A quotation mark that is never closed is an ordinary character to some files.
  const lineBreak = text.indexOf('\n');
  return withoutReturn(isQuoted && lineBreak >= 0 ? text.slice(0, lineBreak) : text);
}

const withoutReturn = (record: string) => record.replace(/\r$/, '');
