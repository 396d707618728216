import { fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { repositoryRoot } from '../repository.ts';
import { CliError } from '../terminal/cli-error.ts';

/** A process of the measurement that does what it is asked, one thing at a time. */
export interface BenchChild {
  readonly pid: number;
  ask<Answer>(request: unknown, answer: z.ZodType<Answer>): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts a TypeScript file of this folder that calls `answerParent`. Its errors go to the log. */
export function startBenchChild(entryFile: string, settings: unknown, logsFolder: string): BenchChild {
  const log = openSync(join(logsFolder, `${entryFile}.log`), 'a');
  const child = fork(join(import.meta.dirname, entryFile), [JSON.stringify(settings)], {
    cwd: repositoryRoot,
    detached: true,
    execArgv: ['--import', import.meta.resolve('tsx')],
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.off('exit', kill);
      resolve();
    });
  });
  const failure = ended.then(() => {
    throw new CliError(`A process of the measurement ended by itself: ${entryFile}.`);
  });
  failure.catch(() => {});
  return {
    pid: child.pid ?? 0,
    async ask(request, answer) {
      const answered = new Promise<unknown>((resolve) => {
        child.once('message', resolve);
      });
      child.send(JSON.stringify(request));
      return answer.parse(await Promise.race([answered, failure]));
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The other end: handles each request of the parent and ends with it. */
export function answerParent(handle: (request: unknown) => Promise<unknown>): void {
  process.on('message', async (request) => {
    const answer = await handle(JSON.parse(String(request)));
    process.send?.(answer);
  });
  process.once('disconnect', () => process.exit());
}
