import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCollected } from './collected-command.mjs';
import { dependencyStamp } from './dependency-stamp.mjs';
import { waitForLock } from './exclusive-lock.mjs';
import { withProgress } from './progress-line.mjs';

/** The installer in the one version that the lock file was written with. */
export const INSTALLER = 'pnpm@12.21.0';

/**
 * Installs the workspace's dependencies exactly as the lock file names them, unless nothing has changed since
 * the last time. Two runs at once take turns. The output goes to `.data/logs/install.log`.
 *
 * @param {string} root of the repository
 * @param {{ signal?: AbortSignal | undefined }} options
 * @returns {Promise<'installed' | 'unchanged'>}
 * @throws {SetupError} with the installer's output when it fails
 */
export async function ensureDependencies(root, { signal } = {}) {
  if (isCurrent(root)) return 'unchanged';
  const release = await waitForLock(join(root, '.data/install.sock'), {
    signal,
    onWait: () => console.error('Another run is installing dependencies; waiting for it …'),
  });
  try {
    if (isCurrent(root)) return 'unchanged';
    await withProgress('Installing dependencies', () => install(root, signal));
    return 'installed';
  } finally {
    await release();
  }
}

/**
 * @param {string} root
 * @param {AbortSignal | undefined} signal
 */
async function install(root, signal) {
  const stamp = dependencyStamp(root, INSTALLER);
  rmSync(stampFile(root), { force: true });
  await runCollected('npx', ['--yes', INSTALLER, 'install', '--frozen-lockfile'], {
    cwd: root,
    // With CI set, pnpm never stops to ask.
    env: { ...process.env, CI: 'true' },
    logFile: join(root, '.data/logs/install.log'),
    signal,
  });
  writeFileSync(stampFile(root), stamp);
}

/** @param {string} root */
function isCurrent(root) {
  const file = stampFile(root);
  return existsSync(file) && readFileSync(file, 'utf8') === dependencyStamp(root, INSTALLER);
}

/** @param {string} root */
function stampFile(root) {
  return join(root, 'node_modules', '.bora-dependencies');
}
