import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCollected } from './collected-command.mjs';
import { waitForLock } from './exclusive-lock.mjs';
import { withProgress } from './progress-line.mjs';

const interfaceFolder = 'services/ui';
/** Everything that decides what the build makes; dependencies must be installed. */
const sources = [
  'pnpm-lock.yaml',
  ...['applicants', 'outcomes', 'purchases'].map((name) => `data/sample-${name}.csv`),
  'packages/contracts/src',
  'packages/decision/src',
  'packages/features/src',
  'simulation/src',
  ...['index.html', 'package.json', 'vite.config.ts', 'src'].map((name) => `${interfaceFolder}/${name}`),
];

/**
 * Builds the pages that the api serves, unless nothing they are made of has changed since the last time. Two
 * runs at once take turns. The output goes to `.data/logs/interface.log`.
 *
 * @param {string} root of the repository
 * @param {{ signal?: AbortSignal | undefined }} options
 * @returns {Promise<'built' | 'unchanged'>}
 * @throws {SetupError} with the build's output when it fails
 */
export async function ensureInterface(root, { signal } = {}) {
  if (isCurrent(root)) return 'unchanged';
  const release = await waitForLock(join(root, '.data/interface.sock'), { signal });
  try {
    if (isCurrent(root)) return 'unchanged';
    await withProgress('Building the pages', () => build(root, signal));
    return 'built';
  } finally {
    await release();
  }
}

/**
 * @param {string} root
 * @param {AbortSignal | undefined} signal
 */
async function build(root, signal) {
  const stamp = sourceStamp(root);
  const folder = join(root, interfaceFolder);
  await runCollected(join(folder, 'node_modules/.bin/vite'), ['build'], {
    cwd: folder,
    logFile: join(root, '.data/logs/interface.log'),
    signal,
  });
  writeFileSync(stampFile(root), stamp);
}

/** @param {string} root */
function isCurrent(root) {
  const file = stampFile(root);
  return existsSync(file) && readFileSync(file, 'utf8') === sourceStamp(root);
}

/** @param {string} root */
function stampFile(root) {
  // In the folder that a build empties: one that broke off leaves no stamp.
  return join(root, interfaceFolder, 'dist/.sources');
}

/**
 * @param {string} root
 * @returns {string} 64 hexadecimal characters
 */
function sourceStamp(root) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesIn(root, source))) {
    hash.update(`\n${file}\n`);
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} source a file, or a folder with all that it holds
 * @returns {string[]} relative paths in a fixed order
 */
function filesIn(root, source) {
  const path = join(root, source);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [source];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(root, `${source}/${name}`));
}
