import type { ApplicationSchema } from '@bora/contracts';
import type { FileLayout, PiecePosition } from '@bora/features';
import type { Exploration } from './exploration.ts';
import { pieceReader } from './explored-piece.ts';
import { FileCounts } from './file-counts.ts';
import { FileScan } from './file-scan.ts';
import { isConstant } from './is-constant.ts';
import { summarise } from './summarise.ts';

/** Whole records that stand one after another in a file. */
export interface FilePiece extends PiecePosition {
  readonly layout: FileLayout;
  readonly bytes: Uint8Array;
}

/** No row of a file is an applicant. */
export class NothingToExploreError extends Error {
  constructor(file: string) {
    super(`No row of ${file} is an applicant: there is nothing to explore.`);
    this.name = 'NothingToExploreError';
  }
}

/**
 * Explores a file in two readings, so that memory does not grow with it: the first finds ranges, levels and
 * duplicates, the second counts rows by bin, outcome and pair of variables.
 *
 * @param read the pieces of the file from its beginning, each time it is called
 * @throws NothingToExploreError; whatever reading throws
 */
export async function exploreFile(
  schema: ApplicationSchema,
  file: Exploration['file'],
  read: () => AsyncIterable<FilePiece>,
): Promise<Exploration> {
  let scan: FileScan | undefined;
  let readPiece: ReturnType<typeof pieceReader> | undefined;
  for await (const piece of read()) {
    readPiece ??= pieceReader(schema, piece.layout);
    scan ??= new FileScan(schema, new Set(piece.layout.variables.filter((index) => index !== null)));
    scan.add(readPiece(piece.bytes, piece));
  }
  if (!scan || !readPiece || scan.rows === 0) throw new NothingToExploreError(file.name);
  const counts = new FileCounts(scan, isConstant);
  for await (const piece of read()) counts.add(readPiece(piece.bytes, piece));
  return summarise(schema, file, scan, counts);
}
