import type { InTurn } from '../limits/turns.ts';

/**
 * The pieces of a download, each made in turn with those of other downloads. The answers of Redis to fifty downloads
 * that begin in one moment would otherwise arrive, and be written out as lines, before anything else runs.
 */
export async function* pieceByPiece<Piece>(
  pieces: AsyncGenerator<Piece>,
  inTurn: InTurn,
): AsyncGenerator<Piece> {
  try {
    for (;;) {
      const piece = await inTurn(() => pieces.next());
      if (piece.done) return;
      yield piece.value;
    }
  } finally {
    // A caller who left does not read to the end.
    await pieces.return(undefined);
  }
}
