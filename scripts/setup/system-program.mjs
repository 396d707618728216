import { runCollected } from './collected-command.mjs';
import { findProgram } from './find-program.mjs';
import { withProgress } from './progress-line.mjs';
import { SetupError } from './setup-error.mjs';

const USUAL_FOLDERS = [
  '/usr/bin',
  '/usr/local/bin',
  '/usr/sbin',
  '/opt/homebrew/bin',
  '/home/linuxbrew/.linuxbrew/bin',
  '/opt/local/bin',
];

/**
 * A program that is not ours, and the packages that bring it.
 *
 * @typedef {{ name: string, aptPackage: string, brewPackage: string, byHand: string, folders?: string[] }} SystemProgram
 *   `byHand` says in one sentence how to get it oneself; `folders` are searched besides the usual ones
 */

/**
 * Finds a program, and installs it with the system's package manager where it is missing.
 *
 * @param {SystemProgram} program
 * @param {{ logsFolder: string, folders?: string[] | undefined, signal?: AbortSignal | undefined }} options
 *   `folders` are searched after those of PATH, in place of the usual ones
 * @returns {Promise<string>} its path
 * @throws {SetupError} that says how to install it by hand
 */
export async function ensureSystemProgram(program, { logsFolder, folders, signal }) {
  const { name, byHand } = program;
  const searched = folders ?? [...USUAL_FOLDERS, ...(program.folders ?? [])];
  const present = findProgram(name, searched);
  if (present !== undefined) return present;
  const install = packageManager(program, searched, logsFolder, signal);
  if (install === undefined) throw new SetupError(byHand);

  return withProgress(`Installing ${name}`, async () => {
    await install().catch((error) => {
      throw error instanceof SetupError ? new SetupError(`${error.message}\n\n${byHand}`) : error;
    });
    const installed = findProgram(name, searched);
    if (installed === undefined) throw new SetupError(byHand);
    return installed;
  });
}

/**
 * @param {SystemProgram} program
 * @param {string[]} folders
 * @param {string} logsFolder
 * @param {AbortSignal | undefined} signal
 * @returns {(() => Promise<void>) | undefined} what installs it here, undefined when nothing can
 */
function packageManager({ aptPackage, brewPackage }, folders, logsFolder, signal) {
  const run = async (/** @type {string[]} */ [program = '', ...args], /** @type {string} */ logName) => {
    await runCollected(program, args, { logFile: `${logsFolder}/${logName}`, signal });
  };
  const brew = findProgram('brew', folders);
  if (process.platform === 'darwin' && brew !== undefined) {
    return () => run([brew, 'install', brewPackage], `${brewPackage}-install.log`);
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
      [...aptGet, 'install', '--yes', '--no-install-recommends', aptPackage],
      `${aptPackage}-install.log`,
    );
  };
}

/** @param {unknown} error */
function ignoreSetupError(error) {
  if (!(error instanceof SetupError)) throw error;
}
