import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { SetupError } from './setup-error.mjs';

/**
 * Runs a command to its end without showing its output, which is kept for when it fails.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, logFile?: string | undefined, signal?: AbortSignal | undefined }} options
 *   `logFile` receives the whole output; `signal` ends the command, which is then waited for
 * @throws {SetupError} with the whole output when the command cannot be started or fails; the signal's reason
 *   when it is interrupted
 */
export async function runCollected(program, args, options) {
  const { cwd = process.cwd(), env = process.env, logFile, signal } = options;
  const child = spawn(program, args, { cwd, env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  /** @type {Buffer[]} */
  const output = [];
  child.stdout.on('data', (bytes) => output.push(bytes));
  child.stderr.on('data', (bytes) => output.push(bytes));
  /** @type {string | undefined} */
  const failure = await new Promise((resolve) => {
    child.on('error', (error) => {
      if (error.name !== 'AbortError') resolve(`could not be started (${error.message})`);
    });
    child.on('close', (code, endedBy) => {
      resolve(code === 0 ? undefined : `failed (${endedBy ?? `exit code ${code}`})`);
    });
  });
  signal?.throwIfAborted();
  const text = Buffer.concat(output).toString();
  if (logFile !== undefined) {
    mkdirSync(dirname(logFile), { recursive: true });
    writeFileSync(logFile, text);
  }
  if (failure === undefined) return;
  throw new SetupError(`${text.trimEnd()}\n\`${[program, ...args].join(' ')}\` ${failure}.`.trimStart());
}
