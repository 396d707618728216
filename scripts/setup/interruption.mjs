/**
 * Turns the first SIGINT, SIGTERM or SIGHUP into an abort, and makes the following ones harmless: npm and the
 * terminal each send their own for one Ctrl-C.
 *
 * @returns {AbortController} which the caller may abort as well
 */
export function abortOnSignals() {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => controller.abort());
  return controller;
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<void>} resolves once it is aborted
 */
export function untilAborted(signal) {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
