import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { SetupError } from './setup-error.mjs';

/**
 * Runs a command to its end and answers what it said on standard output.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>}
 * @throws {SetupError} with what it said when it cannot be started or fails
 */
export async function outputOf(program, args, { env = process.env }) {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve(`could not be started (${error.message})`));
    child.on('close', (code, endedBy) =>
      resolve(code === 0 ? undefined : `failed (${endedBy ?? `exit code ${code}`})`),
    );
  });
  const [out, err, failure] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (failure === undefined) return out;
  throw new SetupError(`${(out + err).trim()}\n\`${program}\` ${failure}.`.trim());
}
