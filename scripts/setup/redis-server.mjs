import { runCollected } from './collected-command.mjs';
import { findProgram } from './find-program.mjs';
import { withProgress } from './progress-line.mjs';
import { SetupError } from './setup-error.mjs';

const USUAL_FOLDERS = [
  '/usr/bin',
  '/usr/local/bin',
  '/usr/sbin',
  '/opt/homebrew/bin',
  '/usr/local/opt/redis/bin',
  '/home/linuxbrew/.linuxbrew/bin',
  '/opt/local/bin',
];
const BY_HAND =
  'Bora needs redis-server: install Redis 6.2 or newer (Debian and Ubuntu: `sudo apt-get install redis-server`, macOS: `brew install redis`), or set REDIS_URL to a Redis that runs already.';

/**
 * Finds `redis-server`, and installs it with the system's package manager where it is missing.
 *
 * @param {{ logsFolder: string, folders?: string[], signal?: AbortSignal | undefined }} options `folders` are
 *   searched after those of PATH
 * @returns {Promise<string>} its path
 * @throws {SetupError} that says how to install it by hand
 */
export async function ensureRedisServer({ logsFolder, folders = USUAL_FOLDERS, signal }) {
  const present = findProgram('redis-server', folders);
  if (present !== undefined) return present;
  const install = packageManager(folders, logsFolder, signal);
  if (install === undefined) throw new SetupError(BY_HAND);

  return withProgress('Installing redis-server', async () => {
    await install().catch(explain);
    const installed = findProgram('redis-server', folders);
    if (installed === undefined) throw new SetupError(BY_HAND);
    return installed;
  });
}

/**
 * @param {string[]} folders
 * @param {string} logsFolder
 * @param {AbortSignal | undefined} signal
 * @returns {(() => Promise<void>) | undefined} what installs it here, undefined when nothing can
 */
function packageManager(folders, logsFolder, signal) {
  const run = async (/** @type {string[]} */ [program = '', ...args], /** @type {string} */ logName) => {
    await runCollected(program, args, { logFile: `${logsFolder}/${logName}`, signal });
  };
  const brew = findProgram('brew', folders);
  if (process.platform === 'darwin' && brew !== undefined) {
    return () => run([brew, 'install', 'redis'], 'redis-install.log');
  }
  const apt = findProgram('apt-get', folders);
  const isRoot = process.getuid?.() === 0;
  const sudo = findProgram('sudo', folders);
  if (apt === undefined || (!isRoot && sudo === undefined)) return undefined;
  const asRoot = isRoot || sudo === undefined ? [] : [sudo, '-n'];
  const aptGet = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', apt];
  return async () => {
    // One package source that cannot be reached fails the update and need not fail the install.
    await run([...aptGet, 'update'], 'apt-update.log').catch(ignoreSetupError);
    await run(
      [...aptGet, 'install', '--yes', '--no-install-recommends', 'redis-server'],
      'redis-install.log',
    );
  };
}

/**
 * @param {unknown} error
 * @returns {never}
 */
function explain(error) {
  throw error instanceof SetupError ? new SetupError(`${error.message}\n\n${BY_HAND}`) : error;
}

/** @param {unknown} error */
function ignoreSetupError(error) {
  if (!(error instanceof SetupError)) throw error;
}
