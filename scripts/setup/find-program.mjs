import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * @param {string} name of an executable
 * @param {string[]} folders searched after those of PATH; a `*` in one stands for a version, the newest first
 * @returns {string | undefined} the path of the first one found
 */
export function findProgram(name, folders = []) {
  const onPath = (process.env.PATH ?? '').split(delimiter);
  const all = [...onPath, ...folders.flatMap(versionFolders)];
  return all.map((folder) => join(folder, name)).find(isExecutable);
}

/** @param {string} pattern of a folder, with at most one `*` */
function versionFolders(pattern) {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return [pattern];
  const parent = dirname(`${before}*`);
  const versions = namesIn(parent)
    .map((name) => join(parent, name))
    .filter((path) => path.startsWith(before))
    .map((path) => path.slice(before.length));
  return versions
    .toSorted((left, right) => right.localeCompare(left, 'en', { numeric: true }))
    .map((version) => `${before}${version}${after}`);
}

/** @param {string} folder */
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
