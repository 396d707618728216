import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ProcessExit, type RunningProcess, spawnProgram } from '@bora/testing';
import type { TcpProxy } from './tcp-proxy.ts';

/** An api or a worker: a process that may die and come back, with its ways to Redis and to the database. */
export interface Service {
  readonly name: string;
  readonly redis: TcpProxy;
  /** Workers do not talk to the database. */
  readonly database: TcpProxy | undefined;
  readonly isRunning: boolean;
  /** Does nothing while it runs. */
  start(): Promise<void>;
  /** Resolves when its last start is over: it takes work from now on. */
  started(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with how it ended. */
  stop(): Promise<ProcessExit>;
  signal(signal: NodeJS.Signals): void;
  /** Its event loop does nothing for so long; its threads go on. */
  blockLoop(ms: number): Promise<void>;
  /** Everything that its processes have written, one after the other. */
  outputs(): readonly string[];
  /** How it ended where nobody had told it to. */
  readonly unexpectedEnds: readonly string[];
}

export interface ServiceSettings {
  readonly name: string;
  readonly program: 'api' | 'worker';
  readonly isFromSource: boolean;
  readonly folder: string;
  readonly env: Record<string, string>;
  readonly redis: TcpProxy;
  readonly database?: TcpProxy;
}

const startTimeoutMs = 120_000;
const blockLoop = pathToFileURL(join(import.meta.dirname, 'block-loop.mjs')).href;

export function createService(settings: ServiceSettings): Service {
  const { name, program, isFromSource, folder, env, redis, database } = settings;
  const processes: RunningProcess[] = [];
  const unexpectedEnds: string[] = [];
  const blockFile = join(folder, `${name}-block-ms`);
  let current: RunningProcess | undefined;
  let starting: Promise<void> | undefined;

  async function launch(): Promise<void> {
    const started = await spawnProgram(program, {
      isFromSource,
      cwd: folder,
      env: { ...env, NODE_OPTIONS: `--import ${blockLoop}`, BORA_CHAOS_BLOCK_FILE: blockFile },
    });
    processes.push(started);
    current = started;
    void started.exited.then(({ code, signal }) => {
      if (current !== started) return;
      current = undefined;
      unexpectedEnds.push(`${name} ended by itself (${signal ?? code})`);
    });
  }

  /** From now on its end is expected. */
  function release(): RunningProcess | undefined {
    const ending = current;
    current = undefined;
    return ending;
  }

  return {
    name,
    redis,
    database,
    get isRunning() {
      return current !== undefined;
    },
    async start() {
      if (current) return;
      starting ??= launch().finally(() => {
        starting = undefined;
      });
      await starting;
    },
    async started() {
      await current?.waitForOutput(/"msg":"(api|worker) started"/, startTimeoutMs);
    },
    async kill() {
      await release()?.kill('SIGKILL');
    },
    async stop() {
      return (await release()?.kill('SIGTERM')) ?? { code: null, signal: null };
    },
    signal(signal) {
      if (current) process.kill(current.pid, signal);
    },
    async blockLoop(ms) {
      await writeFile(blockFile, String(ms));
      if (current) process.kill(current.pid, 'SIGUSR2');
    },
    outputs: () => processes.map(({ output }) => output),
    unexpectedEnds,
  };
}
