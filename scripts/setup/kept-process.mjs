import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { startChildProcess } from './child-process.mjs';
import { showLine } from './progress-line.mjs';
import { SetupError } from './setup-error.mjs';

const MAXIMUM_ENDS = 5;
const WINDOW_MS = 60_000;
const SHOWN_LOG_LINES = 15;

/**
 * @typedef {object} ProcessOptions
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} title what a sentence calls it, such as `the worker`
 * @property {string} [reassurance] what becomes of its work when it is started again, in one sentence
 */

/**
 * Starts a process, and starts it again when it ends by itself, each time after twice the pause; the
 * fifth end within a minute is a failure.
 *
 * @param {string} name
 * @param {[string, ...string[]]} command
 * @param {ProcessOptions & { logsFolder: string, firstPauseMs: number, isKept: () => boolean, signal: AbortSignal, onFailure: (error: unknown) => void }} options
 *   where `isKept` says no, the first end is a failure; after `signal` nothing is started any more
 * @returns {{ title: string, isRunning: () => boolean, stop: (timeoutMs: number) => Promise<void>, kill: () => void }}
 */
export function keepProcess(name, command, options) {
  const { title, reassurance, firstPauseMs, isKept, signal, onFailure, ...spawning } = options;
  /** @type {import('./child-process.mjs').RunningProcess | undefined} */
  let current;

  async function keep() {
    /** @type {number[]} */
    let ends = [];
    for (let isAgain = false; ; isAgain = true) {
      const started = startChildProcess(name, command, { ...spawning, isAgain });
      current = started;
      const how = await started.ended;
      current = undefined;
      // What it had started must not work beside its successor.
      started.kill();
      if (signal.aborted) return;
      ends = [...ends.filter((at) => at > Date.now() - WINDOW_MS), Date.now()];
      if (!isKept()) throw failure(title, `unexpectedly (${how})`, started.logFile);
      if (ends.length === MAXIMUM_ENDS) {
        throw failure(title, `${MAXIMUM_ENDS} times within a minute (${how})`, started.logFile);
      }
      const line = `${capitalized(title)} ended unexpectedly (${how}); starting it again. ${reassurance ?? ''}`;
      showLine(line.trimEnd());
      await delay(firstPauseMs * 2 ** (ends.length - 1), undefined, { signal });
    }
  }
  keep().catch((error) => {
    if (!signal.aborted) onFailure(error);
  });

  return {
    title,
    isRunning: () => current !== undefined,
    stop: async (timeoutMs) => current?.stop(timeoutMs),
    kill: () => current?.kill(),
  };
}

/**
 * @param {string} title
 * @param {string} how it ended
 * @param {string} logFile
 */
function failure(title, how, logFile) {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-SHOWN_LOG_LINES);
  const told = [
    `${capitalized(title)} ended ${how}: its last lines stand above, all of them in ${logFile}.`,
    'Accepted files are kept and go on at the next `npm start`.',
  ];
  return new SetupError(`${lines.join('\n')}\n\n${told.join('\n')}`.trimStart());
}

/** @param {string} title */
function capitalized(title) {
  return title.charAt(0).toUpperCase() + title.slice(1);
}
