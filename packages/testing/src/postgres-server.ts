import { execFile } from 'node:child_process';
import { chown } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { type RunningProcess, startProcess } from './running-process.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export interface PostgresServer {
  /** Of the server's own database; others are made with `create database`. */
  readonly url: string;
  readonly port: number;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
  /** SIGKILL to the whole server: what a crash does. */
  kill(): Promise<void>;
  /** Starts again on the same port and data, after `kill`. */
  restart(): Promise<void>;
}

const password = 'postgres-of-a-test';
const run = promisify(execFile);

/**
 * Starts a real PostgreSQL on 127.0.0.1 with an empty cluster; it answers when this resolves. A crash of the process
 * loses nothing; the crash of the machine would, because it does not wait for the disk.
 * Throws where `initdb` is not on the PATH, and with the server's own words where it cannot start.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const [directory, port] = await Promise.all([temporaryDirectory(), freePort()]);
  const data = join(directory.path, 'data');
  let server: RunningProcess;
  try {
    await createCluster(directory.path, data);
    server = await launch(data, port);
  } catch (error) {
    await directory.remove();
    throw error;
  }
  return {
    url: `postgres://bora:${password}@127.0.0.1:${port}/postgres`,
    port,
    async stop() {
      await server.kill('SIGQUIT');
      await directory.remove();
    },
    async kill() {
      await server.kill('SIGKILL');
    },
    async restart() {
      server = await launch(data, port);
    },
  };
}

async function createCluster(folder: string, data: string): Promise<void> {
  const passwordFile = join(folder, 'password');
  if (isRoot()) {
    const [user, group] = await Promise.all(['-u', '-g'].map((which) => run('id', [which, 'postgres'])));
    await chown(folder, Number(user!.stdout), Number(group!.stdout));
  }
  const script = 'printf %s "$3" > "$1" && exec initdb -D "$2" --username bora --pwfile "$1" $4';
  const options = '--auth=scram-sha-256 --encoding=UTF8 --locale=C --no-sync';
  const [command, ...args] = asServerUser(['sh', '-c', script, 'sh', passwordFile, data, password, options]);
  await run(command, args, { cwd: '/' }).catch((error: Error & { stderr?: string; code?: unknown }) => {
    const said =
      error.code === 127 ? 'initdb is not installed; run npm test, which installs it' : error.stderr;
    throw new Error(`PostgreSQL cannot be set up: ${said}`, { cause: error });
  });
}

async function launch(data: string, port: number): Promise<RunningProcess> {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'fsync=off',
    'full_page_writes=off',
    'max_connections=300',
  ];
  const [command, ...args] = asServerUser([
    'postgres',
    '-D',
    data,
    ...settings.flatMap((setting) => ['-c', setting]),
  ]);
  const server = await startProcess(command, args, { cwd: '/' });
  try {
    await server.waitForOutput(/database system is ready to accept connections/);
  } catch (error) {
    await server.kill('SIGKILL');
    throw error;
  }
  return server;
}

/** PostgreSQL refuses to be root. */
function asServerUser(command: readonly [string, ...string[]]): [string, ...string[]] {
  if (!isRoot()) return [...command];
  return ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', '--', ...command];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
