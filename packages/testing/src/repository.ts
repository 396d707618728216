import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Absolute path of the repository. */
export const repositoryRoot = resolve(import.meta.dirname, '../../..');

/**
 * Absolute path of a file or folder of real data, which lies beside the repository in `../shared/data`, or
 * undefined where it is absent: such a test is skipped.
 */
export function sharedData(...path: string[]): string | undefined {
  const absolute = join(repositoryRoot, '../shared/data', ...path);
  return existsSync(absolute) ? absolute : undefined;
}
