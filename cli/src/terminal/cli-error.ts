/** A failure that the person at the terminal can act on: the message is one clear sentence that says what to do. */
export class CliError extends Error {}
