/** What a command may touch of the world around it. */
export interface Terminal {
  /** Results, and nothing else. */
  readonly stdout: NodeJS.WritableStream;
  /** Progress and failures. */
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly environment: NodeJS.ProcessEnv;
  /** Aborted by Ctrl-C: what is half-written is taken back, what runs elsewhere is told. */
  readonly signal: AbortSignal;
}

export function say(terminal: Terminal, text: string): void {
  terminal.stdout.write(`${text}\n`);
}

export function note(terminal: Terminal, text: string): void {
  terminal.stderr.write(`${text}\n`);
}

/** One JSON document on standard output. */
export function sayJson(terminal: Terminal, value: unknown): void {
  terminal.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
