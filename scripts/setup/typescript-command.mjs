import { join } from 'node:path';
import { repositoryRoot } from './repository.mjs';

/**
 * How a TypeScript program of the repository is run, from whatever folder; dependencies must be installed.
 *
 * @param {string} entryFile relative to the root of the repository
 * @param {string[]} args
 * @returns {[string, ...string[]]} the command
 */
export function typeScriptCommand(entryFile, args = []) {
  return [process.execPath, '--import', import.meta.resolve('tsx'), join(repositoryRoot, entryFile), ...args];
}
