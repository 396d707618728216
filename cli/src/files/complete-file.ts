import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CliError } from '../terminal/cli-error.ts';

/** Ending of a file that is not complete yet. */
export const partialSuffix = '.partial';

/**
 * Writes a file that is there either whole or not at all: into `<path>.partial`, renamed after the last piece. When
 * the pieces throw or the signal is aborted, that error is thrown on and what stood at `path` is as it was.
 *
 * @throws CliError when the folder does not exist or may not be written.
 */
export async function writeCompleteFile(
  path: string,
  pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const partial = `${path}${partialSuffix}`;
  try {
    await pipeline(Readable.from(pieces), createWriteStream(partial), { signal });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw writeFailure(error, path);
  }
}

function writeFailure(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return new CliError(`There is no folder ${dirname(path)} to write ${path} into: create it first.`);
    case 'EISDIR':
      return new CliError(`${path} is a folder: give the name of a file to write.`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new CliError(`${path} may not be written here: choose another place.`);
    case 'ENOSPC':
      return new CliError(`There is no room left on the disk for ${path}.`);
    default:
      return error;
  }
}
