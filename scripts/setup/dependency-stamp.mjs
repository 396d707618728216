import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A digest of everything that decides what an install produces: the lock file, the workspace file, the
 * package.json of the root and of every member, and what native packages are built for.
 *
 * @param {string} root of the repository
 * @param {string} installer name and version
 * @returns {string} 64 hexadecimal characters
 */
export function dependencyStamp(root, installer) {
  const hash = createHash('sha256');
  hash.update([installer, process.platform, process.arch, process.versions.modules].join('\n'));
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests(root)]) {
    const path = join(root, file);
    hash.update(`\n${file}\n`);
    if (existsSync(path)) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @returns {string[]} relative paths of the root's package.json and of those one and two folders below
 */
function manifests(root) {
  const top = folders(root, '');
  const all = ['', ...top, ...top.flatMap((folder) => folders(root, folder))];
  return all.map((folder) => join(folder, 'package.json')).filter((file) => existsSync(join(root, file)));
}

/**
 * @param {string} root
 * @param {string} parent
 */
function folders(root, parent) {
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map((entry) => join(parent, entry.name))
    .sort();
}
