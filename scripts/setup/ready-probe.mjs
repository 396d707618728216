import { setTimeout as delay } from 'node:timers/promises';
import { SetupError } from './setup-error.mjs';

const RETRY_MS = 100;
const ANSWER_TIMEOUT_MS = 5_000;

/**
 * Waits until a URL answers with success.
 *
 * @param {string} url
 * @param {{ timeoutMs: number, signal: AbortSignal }} options
 * @throws {SetupError} when it does not within `timeoutMs`; the signal's reason when it is aborted
 */
export async function waitUntilReady(url, { timeoutMs, signal }) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const status = await answer(url, signal);
    if (status === 200) return;
    if (Date.now() > deadline) {
      const last = status === undefined ? 'no answer' : `status ${status}`;
      throw new SetupError(
        `${url} was not ready within ${timeoutMs / 1000} seconds (${last}): the reason stands in .data/logs/.`,
      );
    }
    await delay(RETRY_MS, undefined, { signal });
  }
}

/**
 * @param {string} url
 * @param {AbortSignal} signal
 * @returns {Promise<number | undefined>} the status, undefined when nothing answers
 */
async function answer(url, signal) {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}
