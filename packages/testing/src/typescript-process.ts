import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type RunningProcess, startProcess } from './running-process.ts';

export interface TypeScriptOptions {
  args?: readonly string[];
  cwd?: string;
  /** All the variables that the program sees, beside PATH, HOME and TMPDIR of this process. */
  env?: Record<string, string>;
}

/**
 * Starts a TypeScript file as a process of its own, the way the services run: `node --import tsx <file>`.
 * The environment is not inherited, so that a developer's own settings change no test.
 */
export async function spawnTypeScript(
  entryFile: string,
  { args = [], cwd, env = {} }: TypeScriptOptions = {},
): Promise<RunningProcess> {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const { PATH, HOME, TMPDIR } = process.env;
  return startProcess(process.execPath, ['--import', tsx, entryFile, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { PATH, HOME, TMPDIR, ...env },
  });
}
