import { setTimeout as delay } from 'node:timers/promises';
import { SetupError } from './setup-error.mjs';

const RETRY_MS = 100;
const ANSWER_TIMEOUT_MS = 5_000;
const READY = 'ready';

/**
 * Waits until a URL answers with success.
 *
 * @param {string} url
 * @param {{ timeoutMs: number, signal: AbortSignal }} options
 * @throws {SetupError} that names the failed checks when it does not within `timeoutMs`; the signal's reason when it is aborted
 */
export async function waitUntilReady(url, { timeoutMs, signal }) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const last = await answer(url, signal);
    if (last === READY) return;
    if (Date.now() > deadline) {
      throw new SetupError(
        `${url} was not ready within ${timeoutMs / 1000} seconds: ${last}. The logs are in .data/logs/.`,
      );
    }
    await delay(RETRY_MS, undefined, { signal });
  }
}

/**
 * @param {string} url
 * @param {AbortSignal} signal
 * @returns {Promise<string>} `READY`, or what is missing
 */
async function answer(url, signal) {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
    });
    const body = await response.text();
    return response.ok ? READY : (failedChecks(body) ?? `it answers with status ${response.status}`);
  } catch (error) {
    if (signal.aborted) throw error;
    return 'nothing answers';
  }
}

/**
 * @param {string} body of the api's readiness
 * @returns {string | undefined} the checks that failed, each with its message; undefined where the body tells none
 */
function failedChecks(body) {
  try {
    const failed = Object.entries(JSON.parse(body).checks).filter(([, check]) => check.status === 'failed');
    return failed.map(([name, { message }]) => `${name}: ${message ?? 'failed'}`).join('; ') || undefined;
  } catch {
    return undefined;
  }
}
