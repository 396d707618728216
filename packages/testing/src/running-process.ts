import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { patienceMs } from './patience.ts';

export interface ProcessExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface RunningProcess {
  readonly pid: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output and standard error in the order in which they arrived. */
  readonly output: string;
  /** Resolves when the process is gone and all that it wrote has been read; never rejects. */
  readonly exited: Promise<ProcessExit>;
  /**
   * Resolves with the first match of `pattern` in the output, past or to come. Rejects, with the end of the
   * output, when the process exits first or after `timeoutMs` (`patienceMs` unless told).
   */
  waitForOutput(pattern: RegExp, timeoutMs?: number): Promise<RegExpMatchArray>;
  /** Sends the signal (SIGTERM unless told), if the process still runs, and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<ProcessExit>;
}

interface ProcessOptions {
  cwd?: string;
  env?: Record<string, string | undefined>;
}

const running = new Set<ChildProcess>();

/** Starts a program and collects what it writes. Throws the system's error (ENOENT) when it cannot start. */
export async function startProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<RunningProcess> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    output += text;
  });
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  await once(child, 'spawn');
  endWithThisProcess(child);

  return {
    pid: child.pid!,
    get stdout() {
      return stdout;
    },
    get stderr() {
      return stderr;
    },
    get output() {
      return output;
    },
    exited,
    waitForOutput(pattern, timeoutMs = patienceMs) {
      return new Promise((resolve, reject) => {
        const finish = (failure?: string) => {
          const match = output.match(pattern);
          if (!match && failure === undefined) return;
          clearTimeout(timer);
          child.stdout.off('data', look);
          child.stderr.off('data', look);
          if (match) resolve(match);
          else
            reject(
              new Error(`${failure} before it wrote ${pattern}; its last output:\n${output.slice(-4000)}`),
            );
        };
        const look = () => finish();
        const timer = setTimeout(() => finish(`${timeoutMs} ms passed`), timeoutMs);
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        exited.then(({ code, signal }) => finish(`process ${child.pid} ended (${signal ?? code})`));
        look();
      });
    },
    kill(signal = 'SIGTERM') {
      child.kill(signal);
      return exited;
    },
  };
}

/** A test run that ends early must not leave servers behind. */
function endWithThisProcess(child: ChildProcess): void {
  if (!process.listeners('exit').includes(killAll)) process.on('exit', killAll);
  running.add(child);
}

function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}
