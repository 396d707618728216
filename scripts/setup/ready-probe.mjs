import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { repositoryRoot } from './repository.mjs';
import { SetupError } from './setup-error.mjs';

const RETRY_MS = 100;
/** A refusal that has been said for so long is no leftover in Redis of a run before, and does not end by waiting. */
const REFUSED_AFTER_MS = 20_000;
const ANSWER_TIMEOUT_MS = 5_000;
const READY = 'ready';

/**
 * Waits until a URL answers with success.
 *
 * @param {string} url
 * @param {{ timeoutMs: number, signal: AbortSignal, refusedAfterMs?: number }} options
 * @throws {SetupError} that names the failed checks when it does not within `timeoutMs`, or when the compliance profile has
 * refused the champion for `refusedAfterMs`; the signal's reason when it is aborted
 */
export async function waitUntilReady(url, { timeoutMs, signal, refusedAfterMs = REFUSED_AFTER_MS }) {
  const deadline = Date.now() + timeoutMs;
  let refusedSince = Number.POSITIVE_INFINITY;
  for (;;) {
    const last = await answer(url, signal);
    if (last === READY) return;
    refusedSince = isRefusedByProfile(last) ? Math.min(refusedSince, Date.now()) : Number.POSITIVE_INFINITY;
    if (Date.now() - refusedSince > refusedAfterMs) throw new SetupError(refusedSentence(last));
    if (Date.now() > deadline) {
      throw new SetupError(
        `${url} was not ready within ${timeoutMs / 1000} seconds: ${last}. The logs are in .data/logs/.`,
      );
    }
    await delay(RETRY_MS, undefined, { signal });
  }
}

/** @param {string} failed what readiness says of the checks that failed */
function isRefusedByProfile(failed) {
  return /champion: .*the compliance profile \S+ forbids/.test(failed);
}

/** @param {string} failed */
function refusedSentence(failed) {
  const shipped = readdirSync(join(repositoryRoot, 'models')).sort().join(', ');
  return (
    `Bora does not become ready: ${failed}. ` +
    `Name a model that the profile allows, as in \`MODEL_NAME=pakdd2010-us-ecoa npm start\`; these ship: ${shipped}.`
  );
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
    const said = failed.map(([name, { message }]) => `${name}: ${(message ?? 'failed').replace(/\.$/, '')}`);
    return said.join('; ') || undefined;
  } catch {
    return undefined;
  }
}
