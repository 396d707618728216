const pieceBytes = 64 * 1024;
const mostBytesPerCharacter = 3;

/**
 * The texts as UTF-8 in pieces of 64 KB (more where one text is longer). A long text that waits to be written would be
 * kept by the collector as a lasting one; so each is forgotten as soon as it is bytes.
 */
export function* bytePieces(texts: Iterable<string>): Generator<Uint8Array> {
  let piece = Buffer.allocUnsafe(pieceBytes);
  let filled = 0;
  for (const text of texts) {
    const needed = mostBytesPerCharacter * text.length;
    if (needed > piece.length - filled) {
      if (filled > 0) yield piece.subarray(0, filled);
      piece = Buffer.allocUnsafe(Math.max(pieceBytes, needed));
      filled = 0;
    }
    filled += piece.write(text, filled);
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
