import { setTimeout as pause } from 'node:timers/promises';
import { redisKeys } from '@bora/contracts';
import { Redis } from 'ioredis';
import { CliError } from '../terminal/cli-error.ts';
import { note, type Terminal } from '../terminal/terminal.ts';
import { rateText } from './bench.ts';
import { describeMachine, describeVersions } from './machine.ts';
import { openPlatform } from './platform.ts';
import { untilReady, type WorkerSettings } from './services.ts';
import { medianOf } from './statistics.ts';
import { runUpload } from './upload-side.ts';
import { makeWorkload } from './workload.ts';

export interface WorkersOptions {
  /** Numbers of workers to measure, ascending. */
  readonly workers: readonly number[];
  /** Inference threads of each. */
  readonly threads: number;
  readonly rows: number;
  readonly rounds: number;
}

export interface WorkersRun {
  readonly workers: number;
  /** Of every round. */
  readonly rowsPerSecond: readonly number[];
  readonly medianRowsPerSecond: number;
}

export type WorkersResults = Awaited<ReturnType<typeof measureWorkers>>;

const startTimeoutMs = 60_000;

/** Rows a second against the number of workers over one Redis: each round uploads the same file. */
export async function measureWorkers(terminal: Terminal, options: WorkersOptions) {
  const settings: WorkerSettings = { INFERENCE_THREADS: String(options.threads) };
  const platform = await openPlatform();
  const redis = new Redis(platform.redis.url);
  redis.on('error', () => {});
  const runs: WorkersRun[] = [];
  try {
    const workload = await makeWorkload(platform.folder, options.rows, terminal.signal);
    const services = await platform.startServices(settings);
    await untilReady(services, terminal.signal);
    let running = 1;
    for (const workers of options.workers) {
      for (; running < workers; running += 1) platform.startWorker(settings);
      await untilReported(redis, workers, terminal.signal);
      await runUpload(services, workload, terminal.signal);
      const rates: number[] = [];
      for (let round = 0; round < options.rounds; round += 1) {
        rates.push((await runUpload(services, workload, terminal.signal)).rowsPerSecond);
      }
      const median = medianOf(rates);
      runs.push({ workers, rowsPerSecond: rates, medianRowsPerSecond: median });
      note(terminal, `${workers} worker(s): ${rateText(median)}`);
    }
    const { source } = workload;
    return {
      machine: describeMachine(),
      versions: await describeVersions('auto'),
      source,
      ...options,
      runs,
    };
  } finally {
    redis.disconnect();
    await platform.close();
  }
}

async function untilReported(redis: Redis, workers: number, signal: AbortSignal): Promise<void> {
  const giveUpAtMs = Date.now() + startTimeoutMs;
  while ((await redis.hlen(redisKeys.workers)) < workers) {
    if (Date.now() > giveUpAtMs) throw new CliError(`${workers} workers were not there within a minute.`);
    await pause(100, undefined, { signal });
  }
}
