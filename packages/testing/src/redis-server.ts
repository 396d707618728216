import { freePort } from './free-port.ts';
import { type RunningProcess, startProcess } from './running-process.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  readonly dir: string;
  /** Of the process that runs now; another one after `restart`. */
  readonly pid: number;
  /** Ends the server and removes the directory, unless the caller gave it. */
  stop(): Promise<void>;
  /** SIGKILL: what a crash does. */
  kill(): Promise<void>;
  /** Starts again on the same port and directory, after `kill` or an orderly end; without AOF it is empty. */
  restart(): Promise<void>;
}

export interface RedisOptions {
  /** Append-only file, synced every second; without it nothing survives. */
  appendOnly?: boolean;
  dir?: string;
  port?: number;
}

/**
 * Starts a real redis-server on 127.0.0.1 with the settings that Bora runs with; it answers when this resolves.
 * Throws where redis-server is not on the PATH, and with the server's own words where it cannot start.
 */
export async function startRedis({
  appendOnly = false,
  ...options
}: RedisOptions = {}): Promise<RedisServer> {
  const ownDirectory = options.dir === undefined ? await temporaryDirectory() : undefined;
  const dir = options.dir ?? ownDirectory!.path;
  const port = options.port ?? (await freePort());
  const launch = () => launchRedis(port, dir, appendOnly);
  let server: RunningProcess;
  try {
    server = await launch();
  } catch (error) {
    await ownDirectory?.remove();
    throw error;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    dir,
    get pid() {
      return server.pid;
    },
    async stop() {
      await server.kill('SIGKILL');
      await ownDirectory?.remove();
    },
    async kill() {
      await server.kill('SIGKILL');
    },
    async restart() {
      await server.kill('SIGTERM');
      server = await launch();
    },
  };
}

async function launchRedis(port: number, dir: string, appendOnly: boolean): Promise<RunningProcess> {
  const server = await startProcess('redis-server', redisArguments(port, dir, appendOnly)).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      throw new Error('redis-server is not installed; run npm test, which installs it', { cause: error });
    },
  );
  try {
    // Its own word, because on a taken port PING would be answered by somebody else's server.
    await server.waitForOutput(/Ready to accept connections/);
  } catch (error) {
    await server.kill('SIGKILL');
    throw error;
  }
  return server;
}

function redisArguments(port: number, dir: string, appendOnly: boolean): string[] {
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    dir,
    save: '',
    appendonly: appendOnly ? 'yes' : 'no',
    appendfsync: 'everysec',
    'maxmemory-policy': 'noeviction',
    'hash-max-listpack-entries': '512',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}
