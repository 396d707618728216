import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiTarget } from '../score/api-target.ts';
import { CliError } from '../terminal/cli-error.ts';
import { freePort } from './free-port.ts';
import { type ServiceProcess, startBoraService } from './service-process.ts';

/** Variables of a worker besides those that every process has. */
export type WorkerSettings = Readonly<Record<string, string>>;

export interface Services extends ApiTarget {
  readonly api: ServiceProcess;
  readonly worker: ServiceProcess;
  /** Rejects when one of them ends by itself. */
  readonly failure: Promise<never>;
  stop(): Promise<void>;
}

export interface ServiceStarter {
  /** Starts api and worker as `npm start` does. */
  startServices(workerSettings?: WorkerSettings): Promise<Services>;
  /** Starts one worker more. */
  startWorker(workerSettings?: WorkerSettings): ServiceProcess;
}

interface Surroundings {
  /** Variables of every process. `LOCAL_KEY_FILE`: where the api keeps the key that commands call it with. */
  readonly environment: NodeJS.ProcessEnv & { readonly LOCAL_KEY_FILE: string };
  readonly logsFolder: string;
  onStarted(service: ServiceProcess): void;
}

export function serviceStarter({ environment, logsFolder, onStarted }: Surroundings): ServiceStarter {
  const start = (name: 'api' | 'worker', settings: WorkerSettings = {}): ServiceProcess => {
    const own = { environment: { ...environment, ...settings }, logsFolder };
    const service = startBoraService(name, own);
    onStarted(service);
    return service;
  };
  const readKey = (): string | undefined =>
    existsSync(environment.LOCAL_KEY_FILE)
      ? readFileSync(environment.LOCAL_KEY_FILE, 'utf8').trim()
      : undefined;
  return {
    startWorker: (settings) => start('worker', settings),
    async startServices(workerSettings) {
      const port = await freePort();
      const worker = start('worker', workerSettings);
      const api = start('api', { PORT: String(port) });
      let key: string | undefined;
      return {
        url: new URL(`http://127.0.0.1:${port}/`),
        get key() {
          key ??= readKey();
          return key;
        },
        api,
        worker,
        failure: Promise.race([api.failure, worker.failure]),
        async stop() {
          await Promise.all([api.stop(), worker.stop()]);
        },
      };
    },
  };
}

const readyTimeoutMs = 60_000;

/** Waits until the services take work and score it. */
export async function untilReady({ url, failure }: Services, signal: AbortSignal): Promise<void> {
  const giveUpAtMs = Date.now() + readyTimeoutMs;
  const ask = async (): Promise<void> => {
    while (Date.now() < giveUpAtMs) {
      const status = await fetch(new URL('health/ready', url), { signal }).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 200) return;
      await pause(50, undefined, { signal });
    }
    throw new CliError('The api was not ready within a minute: see whether `npm start` works.');
  };
  await Promise.race([ask(), failure]);
}
