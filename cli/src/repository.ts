import { join, resolve } from 'node:path';

/** Absolute path of the repository that this command belongs to. */
export const repositoryRoot = resolve(import.meta.dirname, '../..');

/** Absolute path of a file or folder of the repository. */
export function inRepository(...path: string[]): string {
  return join(repositoryRoot, ...path);
}
