import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  freePort,
  type RunningProcess,
  repositoryRoot,
  startProcess,
  temporaryDirectory,
  waitUntil,
} from '@bora/testing';

/** A Prometheus that runs with the settings of the composition. */
export interface Prometheus {
  readonly url: string;
  /** Ends it and removes what it has kept. */
  stop(): Promise<void>;
}

export interface WatchedPlatform {
  readonly apiUrl: string;
  readonly workerPort: number;
  readonly token: string;
  /** Between two scrapes; what the composition says unless told. */
  readonly scrape?: string;
}

const settingsFile = join(repositoryRoot, 'monitoring/prometheus.yml');

/**
 * Starts Prometheus with `monitoring/prometheus.yml`, in which only addresses and the place of the token are others, and
 * waits until it has read api and worker. Throws where it is not on the PATH.
 */
export async function startPrometheus({
  apiUrl,
  workerPort,
  token,
  scrape = '15s',
}: WatchedPlatform): Promise<Prometheus> {
  const folder = await temporaryDirectory();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let process: RunningProcess | undefined;
  const stop = async () => {
    await process?.kill();
    await folder.remove();
  };
  try {
    const tokenFile = join(folder.path, 'metrics-token');
    await writeFile(tokenFile, token);
    const text = (await readFile(settingsFile, 'utf8'))
      .replaceAll('15s', scrape)
      .replaceAll('/run/prometheus/metrics-token', tokenFile)
      .replace('alerts.yml', join(repositoryRoot, 'monitoring/alerts.yml'))
      .replace('api:3000', new URL(apiUrl).host)
      .replace('127.0.0.1:9090', `127.0.0.1:${port}`)
      .replace(/dns_sd_configs: .*/, `static_configs: [{ targets: ["127.0.0.1:${workerPort}"] }]`);
    const settings = join(folder.path, 'prometheus.yml');
    await writeFile(settings, text);
    process = await startProcess('prometheus', [
      `--config.file=${settings}`,
      `--storage.tsdb.path=${join(folder.path, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ]).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      throw new Error('Prometheus is not installed (Debian and Ubuntu: apt-get install prometheus)', {
        cause: error,
      });
    });
    await waitUntil(() => isScraped(url), { what: 'the first scrape' });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function isScraped(url: string): Promise<boolean> {
  const response = await fetch(`${url}/api/v1/query?query=sum(up{job=~"api|worker"})`).catch(() => undefined);
  const text = (await response?.text()) ?? '';
  return text.includes('"2"]');
}
