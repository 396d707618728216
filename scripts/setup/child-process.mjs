import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} RunningProcess
 * @property {string} name
 * @property {string} logFile holds its standard output and standard error
 * @property {Promise<string>} ended resolves with how it ended, such as `exit code 1`
 * @property {(timeoutMs: number) => Promise<void>} stop asks it to end, kills it after `timeoutMs`, returns when it is gone
 * @property {() => void} kill ends it and whatever it started, at once
 */

/**
 * Starts a process in a session of its own: Ctrl-C in the terminal then reaches the caller alone, who decides
 * the order in which things stop.
 *
 * @param {string} name
 * @param {[string, ...string[]]} command
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, logsFolder: string, isAgain?: boolean }} options `isAgain` keeps
 *   what its predecessor logged
 * @returns {RunningProcess}
 */
export function startChildProcess(name, command, { cwd, env = process.env, logsFolder, isAgain = false }) {
  mkdirSync(logsFolder, { recursive: true });
  const logFile = join(logsFolder, `${name}.log`);
  const log = openSync(logFile, isAgain ? 'a' : 'w');
  const [program, ...args] = endingWithParent(command);
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);

  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const kill = () => signalFamily(child.pid, 'SIGKILL');
  const stop = async (/** @type {number} */ timeoutMs) => {
    child.kill('SIGTERM');
    const timer = setTimeout(kill, timeoutMs);
    await ended;
    clearTimeout(timer);
    kill();
  };
  return { name, logFile, ended, stop, kill };
}

/**
 * Where the system can do it (Linux), the process is told to end when this one dies without having stopped it.
 *
 * @param {[string, ...string[]]} command
 * @returns {[string, ...string[]]}
 */
function endingWithParent(command) {
  const prefix = /** @type {const} */ (['setpriv', '--pdeathsig', 'TERM', '--']);
  const [program, ...args] = prefix;
  const supported = spawnSync(program, [...args, 'true']).status === 0;
  return supported ? [...prefix, ...command] : command;
}

/**
 * @param {number | undefined} pid of the process that leads the session
 * @param {NodeJS.Signals} signal
 */
function signalFamily(pid, signal) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // Nothing of it is left.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
