import { startOwnPostgres } from '../../../scripts/setup/own-postgres.mjs';
import { type ServiceProcess, startService } from './service-process.ts';

/** Starts a PostgreSQL as `npm start` does, in a folder of its own. Throws where it cannot be had. */
export async function startPostgres(
  folder: string,
  logsFolder: string,
): Promise<{ url: string; process: ServiceProcess }> {
  const started: ServiceProcess[] = [];
  const group = {
    start(name: string, command: [string, ...string[]], { cwd }: { cwd: string }): void {
      started.push(startService(name, command, { environment: process.env, logsFolder, cwd }));
    },
  };
  const { signal } = new AbortController();
  const url = await startOwnPostgres({ dataFolder: folder, group, signal });
  return { url, process: started[0]! };
}
