import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { compiledIn, compiledProgramsVariable, type Program, sourceOf } from './compiled-programs.ts';
import { type RunningProcess, startProcess } from './running-process.ts';
import { type ServiceLaunch, serviceLaunch } from './service-launch.ts';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

export interface TypeScriptOptions {
  args?: readonly string[];
  cwd?: string;
  /** All the variables that the program sees, beside PATH, HOME and TMPDIR of this process. */
  env?: Record<string, string>;
}

/**
 * Starts a TypeScript file as a process of its own: `node --import tsx <file>`.
 * The environment is not inherited, so that a developer's own settings change no test.
 */
export async function spawnTypeScript(
  entryFile: string,
  options: TypeScriptOptions = {},
): Promise<RunningProcess> {
  return startNode(['--import', tsx, entryFile], options);
}

export interface ProgramOptions extends TypeScriptOptions {
  /** Its source, as operations start it, in any case: for what measures it. */
  isFromSource?: boolean;
}

/**
 * Starts a program of Bora as a process of its own: what was compiled for this test run, or its source where nothing was.
 * A service has the limits of its memory that operations give it.
 */
export async function spawnProgram(
  program: Program,
  { isFromSource = false, ...options }: ProgramOptions = {},
): Promise<RunningProcess> {
  const folder = process.env[compiledProgramsVariable];
  const { nodeOptions, environment } = program === 'bora' ? withoutLimits : await serviceLaunch(program);
  const command =
    isFromSource || folder === undefined
      ? ['--import', tsx, sourceOf(program)]
      : [compiledIn(folder, program)];
  return startNode([...nodeOptions, ...command], { ...options, env: { ...environment, ...options.env } });
}

const withoutLimits: ServiceLaunch = { nodeOptions: [], environment: {} };

function startNode(command: readonly string[], { args = [], cwd, env = {} }: TypeScriptOptions) {
  const { PATH, HOME, TMPDIR } = process.env;
  return startProcess(process.execPath, [...command, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { PATH, HOME, TMPDIR, ...env },
  });
}
