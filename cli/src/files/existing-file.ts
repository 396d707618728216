import { stat } from 'node:fs/promises';
import { CliError } from '../terminal/cli-error.ts';

/** Size in bytes of a file that a command is to read. Throws `CliError` where it is none. */
export async function existingFileSize(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new CliError(`There is no file ${path}: check its name.`);
  if (!found.isFile()) throw new CliError(`${path} is not a file.`);
  return found.size;
}
