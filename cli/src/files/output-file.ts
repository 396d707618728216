import { realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CliError } from '../terminal/cli-error.ts';

/**
 * Makes sure that an output is neither the file that is read nor another output, by whatever path it is named.
 * @throws CliError
 */
export async function assertOtherFiles(file: string, outputs: readonly string[]): Promise<void> {
  const seen = new Set([await trueName(file)]);
  for (const output of outputs) {
    const name = await trueName(output);
    if (seen.has(name)) {
      throw new CliError(`${output} is read or written already: name another file for this output.`);
    }
    seen.add(name);
  }
}

/** The file behind links; for a file that is still to be written, in the folder behind links. */
async function trueName(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const folder = dirname(resolve(path));
    const name = resolve(path).slice(folder.length).replace(/^\/+/, '');
    return join(await realpath(folder).catch(() => folder), name);
  }
}
