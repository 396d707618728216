import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const repositoryRoot = resolve(fileURLToPath(new URL('../..', import.meta.url)));
