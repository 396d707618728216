import { keepProcess } from './kept-process.mjs';

/** A process whose neighbour is gone may wait for it in vain; what it leaves is taken up at the next start. */
const BROKEN_STOP_TIMEOUT_MS = 3_000;

/** @typedef {ReturnType<typeof keepProcess>} Member */
/** @typedef {(title: string, stop: () => Promise<void>) => Promise<void>} ShowStop */

/**
 * Processes that live and end together, stopped one by one, the last started first.
 *
 * @param {{ logsFolder: string, stopTimeoutMs?: number, firstPauseMs?: number }} options output goes to `<logsFolder>/<name>.log`;
 *   a process that has not ended `stopTimeoutMs` after SIGTERM is killed, sooner where another one is gone;
 *   `firstPauseMs` pass before one is started again, twice as many the next time
 * @returns {{
 *   start: (name: string, command: [string, ...string[]], options: import('./kept-process.mjs').ProcessOptions) => void,
 *   keepRunning: () => void,
 *   stop: (show?: ShowStop) => Promise<void>,
 *   failure: Promise<never>,
 * }} before `keepRunning` is called, `failure` rejects with a SetupError when a member ends by itself; after it,
 *   the member is started again and `failure` rejects when that does not help. `stop` ends all of it, each
 *   within `show`.
 */
export function createProcessGroup({ logsFolder, stopTimeoutMs = 12_000, firstPauseMs = 1_000 }) {
  /** @type {Member[]} */
  const members = [];
  const ending = new AbortController();
  let isKept = false;
  /** @type {Promise<void> | undefined} */
  let stopped;
  /** @type {(error: unknown) => void} */
  let fail = () => {};
  /** @type {Promise<never>} */
  const failure = new Promise((_, reject) => {
    fail = reject;
  });
  failure.catch(() => ending.abort());
  const killAll = () => {
    for (const member of members) member.kill();
  };
  process.once('exit', killAll);

  return {
    failure,
    start(name, command, options) {
      const member = keepProcess(name, command, {
        ...options,
        ...{ logsFolder, firstPauseMs, isKept: () => isKept, signal: ending.signal, onFailure: fail },
      });
      members.push(member);
    },
    keepRunning() {
      isKept = true;
    },
    stop(show = (_, stop) => stop()) {
      ending.abort();
      stopped ??= stopInReverse(members, stopTimeoutMs, show).finally(() => process.off('exit', killAll));
      return stopped;
    },
  };
}

/**
 * @param {Member[]} members
 * @param {number} stopTimeoutMs
 * @param {ShowStop} show
 */
async function stopInReverse(members, stopTimeoutMs, show) {
  const isWhole = members.every((member) => member.isRunning());
  const timeoutMs = isWhole ? stopTimeoutMs : Math.min(stopTimeoutMs, BROKEN_STOP_TIMEOUT_MS);
  for (const member of members.filter((one) => one.isRunning()).toReversed()) {
    await show(member.title, () => member.stop(timeoutMs));
  }
}
