import { runCollected } from './collected-command.mjs';
import { findProgram } from './find-program.mjs';
import { withProgress } from './progress-line.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * @typedef {object} SystemProgram
 * @property {string[]} names of the program, any of which will do
 * @property {string} aptPackage
 * @property {string | undefined} brewFormula undefined where brew is not asked
 * @property {string} byHand how a person installs it, and what else will do
 */

/**
 * Finds a program of the system, and installs it with the system's package manager where it is missing.
 *
 * @param {SystemProgram} program
 * @param {{ logsFolder: string, folders: string[], signal?: AbortSignal | undefined }} options `folders` are
 *   searched after those of PATH
 * @returns {Promise<string>} its path
 * @throws {SetupError} that says how to install it by hand
 */
export async function ensureProgram(program, { logsFolder, folders, signal }) {
  const present = find(program, folders);
  if (present !== undefined) return present;
  const install = packageManager(program, folders, logsFolder, signal);
  if (install === undefined) throw new SetupError(program.byHand);

  return withProgress(`Installing ${program.names[0]}`, async () => {
    await install().catch((/** @type {unknown} */ error) => {
      throw error instanceof SetupError ? new SetupError(`${error.message}\n\n${program.byHand}`) : error;
    });
    const installed = find(program, folders);
    if (installed === undefined) throw new SetupError(program.byHand);
    return installed;
  });
}

/**
 * @param {SystemProgram} program
 * @param {string[]} folders
 */
function find({ names }, folders) {
  return names.map((name) => findProgram(name, folders)).find((path) => path !== undefined);
}

/**
 * @param {SystemProgram} program
 * @param {string[]} folders
 * @param {string} logsFolder
 * @param {AbortSignal | undefined} signal
 * @returns {(() => Promise<void>) | undefined} what installs it here, undefined when nothing can
 */
function packageManager({ names: [name], aptPackage, brewFormula }, folders, logsFolder, signal) {
  const run = async (/** @type {string[]} */ [program = '', ...args], /** @type {string} */ logName) => {
    await runCollected(program, args, { logFile: `${logsFolder}/${logName}`, signal });
  };
  const brew = findProgram('brew', folders);
  if (process.platform === 'darwin' && brew !== undefined && brewFormula !== undefined) {
    return () => run([brew, 'install', brewFormula], `${name}-install.log`);
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
    await run([...aptGet, 'install', '--yes', '--no-install-recommends', aptPackage], `${name}-install.log`);
  };
}

/** @param {unknown} error */
function ignoreSetupError(error) {
  if (!(error instanceof SetupError)) throw error;
}
