import { readFileSync } from 'node:fs';
import { startChildProcess } from './child-process.mjs';
import { SetupError } from './setup-error.mjs';

const SHOWN_LOG_LINES = 15;

/** @typedef {import('./child-process.mjs').RunningProcess} RunningProcess */

/**
 * Processes that live and end together, stopped one by one, the last started first.
 *
 * @param {{ logsFolder: string, stopTimeoutMs?: number }} options output goes to `<logsFolder>/<name>.log`;
 *   a process that has not ended `stopTimeoutMs` after SIGTERM is killed
 * @returns {{
 *   start: (name: string, command: [string, ...string[]], options: { cwd: string, env?: NodeJS.ProcessEnv }) => void,
 *   stop: () => Promise<void>,
 *   isEmpty: () => boolean,
 *   failure: Promise<never>,
 * }} `failure` rejects with a SetupError when a member ends before `stop` is called
 */
export function createProcessGroup({ logsFolder, stopTimeoutMs = 12_000 }) {
  /** @type {RunningProcess[]} */
  const members = [];
  /** @type {Promise<void> | undefined} */
  let stopped;
  /** @type {(error: Error) => void} */
  let fail = () => {};
  /** @type {Promise<never>} */
  const failure = new Promise((_, reject) => {
    fail = reject;
  });
  failure.catch(() => {});
  const killAll = () => {
    for (const member of members) member.kill();
  };
  process.once('exit', killAll);

  return {
    failure,
    isEmpty: () => members.length === 0,
    start(name, command, options) {
      const member = startChildProcess(name, command, { ...options, logsFolder });
      members.push(member);
      void member.ended.then((how) => {
        if (stopped === undefined) fail(unexpectedEnd(member, how));
      });
    },
    stop() {
      stopped ??= stopInReverse(members, stopTimeoutMs).finally(() => process.off('exit', killAll));
      return stopped;
    },
  };
}

/**
 * @param {RunningProcess[]} members
 * @param {number} timeoutMs
 */
async function stopInReverse(members, timeoutMs) {
  for (const member of members.toReversed()) await member.stop(timeoutMs);
}

/**
 * @param {RunningProcess} member
 * @param {string} how it ended
 */
function unexpectedEnd({ name, logFile }, how) {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-SHOWN_LOG_LINES);
  return new SetupError(
    `${lines.join('\n')}\n\nThe ${name} ended unexpectedly (${how}): its last lines stand above, all of them in ${logFile}.`.trimStart(),
  );
}
