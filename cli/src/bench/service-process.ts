import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { repositoryRoot } from '../repository.ts';
import { CliError } from '../terminal/cli-error.ts';

/** A program that runs beside the measurement. */
export interface ServiceProcess {
  readonly name: string;
  readonly pid: number;
  /** Rejects when it ends before it is stopped, with the end of its log. */
  readonly failure: Promise<never>;
  /** Asks it to end and waits until it is gone; kills it after ten seconds. */
  stop(): Promise<void>;
}

export interface ServiceSettings {
  readonly environment: NodeJS.ProcessEnv;
  readonly logsFolder: string;
  readonly cwd?: string;
}

const stopTimeoutMs = 10_000;
const shownCharacters = 2_000;

/** Starts a program in a session of its own, so that Ctrl-C leaves the order of stopping to us. */
export function startService(
  name: string,
  command: readonly [string, ...string[]],
  { environment, logsFolder, cwd = repositoryRoot }: ServiceSettings,
): ServiceProcess {
  const logFile = join(logsFolder, `${name}.log`);
  const log = openSync(logFile, 'a');
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd,
    env: environment,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let isStopping = false;
  let fail: (error: Error) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failure.catch(() => {});
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      resolve();
      fail(
        new CliError(`${program} cannot be started (${error.message}): npm start installs what is missing.`),
      );
    });
    child.once('close', () => resolve());
    child.once('exit', (code, signal) => {
      process.off('exit', kill);
      const lines = readFileSync(logFile, 'utf8').slice(-shownCharacters);
      if (!isStopping)
        fail(new CliError(`${name} ended by itself (${signal ?? code}); its last words:\n${lines}`));
    });
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);

  return {
    name,
    pid: child.pid ?? 0,
    failure,
    async stop() {
      if (isStopping) return ended;
      isStopping = true;
      child.kill('SIGTERM');
      const timer = setTimeout(kill, stopTimeoutMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

const Launch = z.object({
  nodeOptions: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
});

/** A service as `npm start` runs it: with the limits of its memory that stand beside it. */
export function startBoraService(name: 'api' | 'worker', settings: ServiceSettings): ServiceProcess {
  const file = join(repositoryRoot, 'services', name, 'launch.json');
  const { nodeOptions, environment } = Launch.parse(JSON.parse(readFileSync(file, 'utf8')));
  const program = join(repositoryRoot, 'services', name, 'src/main.ts');
  const args = [...nodeOptions, '--import', import.meta.resolve('tsx'), program];
  return startService(name, [process.execPath, ...args], {
    ...settings,
    environment: { ...environment, ...settings.environment },
  });
}
