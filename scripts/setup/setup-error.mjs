/** A failure that the person at the terminal can act on: its message is the whole story, in plain sentences. */
export class SetupError extends Error {
  /** @param {string} message what is wrong and what to do about it */
  constructor(message) {
    super(message);
    this.name = 'SetupError';
  }
}

/**
 * Prints a failure and marks the process as failed: a SetupError as its sentence, anything else with its stack.
 *
 * @param {unknown} error
 */
export function reportFailure(error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
}
