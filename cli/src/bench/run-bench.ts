import { note, type Terminal } from '../terminal/terminal.ts';
import type { Bench } from './bench.ts';
import { type BenchResults, type BenchRuns, figuresOf } from './bench-results.ts';
import { measureColdStart } from './cold-start.ts';
import { describeMachine, describeVersions } from './machine.ts';
import { measureJobs } from './measure-jobs.ts';
import { type MillionRounds, measureMillion } from './measure-million.ts';
import { measureBusy, measureIdle, type SingleRounds } from './measure-singles.ts';
import { measureUploads } from './measure-uploads.ts';
import { openPlatform, type Platform } from './platform.ts';
import { type Services, untilReady } from './services.ts';
import { makeApplications, makeWorkload, type Workload } from './workload.ts';

export interface BenchSettings {
  /** Rows of the file that is uploaded. */
  readonly rows: number;
  readonly rounds: number;
  /** Rows of the side with one job a row. */
  readonly perRowRows: number;
  /** Single applications of each kind. */
  readonly singles: number;
  /** Rows of the batch beside which singles are measured. */
  readonly largeRows: number;
  /** Rows of the large runs; 0 leaves them out. */
  readonly millionRows: number;
  readonly millionRounds: number;
  readonly coldStarts: number;
  /** Folder with the bundles to measure with. */
  readonly models: string | undefined;
}

/** Measures what is promised, on a Redis, an api and a worker of its own; nothing else is touched. */
export async function runBench(terminal: Terminal, settings: BenchSettings): Promise<BenchResults> {
  const platform = await openPlatform(settings.models);
  const bench: Bench = { terminal, platform, rounds: settings.rounds };
  try {
    const [application] = await makeApplications(1);
    note(terminal, 'Cold starts …');
    const coldStartSeconds: number[] = [];
    for (let round = 1; round <= settings.coldStarts; round += 1) {
      coldStartSeconds.push(await measureColdStart(platform, application!, terminal.signal));
    }
    const services = await platform.startServices();
    try {
      await untilReady(services, terminal.signal);
      const runs = { ...(await measureServices(bench, services, settings)), coldStartSeconds };
      return {
        ...figuresOf(runs),
        machine: describeMachine(),
        versions: await describeVersions(runs.uploads.backend),
        runs,
      };
    } finally {
      await services.stop();
    }
  } finally {
    await platform.close();
  }
}

async function measureServices(
  bench: Bench,
  services: Services,
  settings: BenchSettings,
): Promise<Omit<BenchRuns, 'coldStartSeconds'>> {
  const { terminal, platform } = bench;
  const make = (rows: number) => makeWorkload(platform.folder, rows, terminal.signal);
  note(terminal, 'Writing the files …');
  const [workload, few, large] = [
    await make(settings.rows),
    await make(settings.perRowRows),
    await make(settings.largeRows),
  ];
  const guarded = <Result>(work: Promise<Result>): Promise<Result> => Promise.race([work, services.failure]);

  note(terminal, `Uploads of ${workload.rows.toLocaleString('en')} rows against a script …`);
  const uploads = await guarded(measureUploads(bench, services, workload));
  note(terminal, 'Chunk jobs against one job a row …');
  const jobs = await guarded(measureJobs(bench, workload, few));
  note(terminal, 'Single applications …');
  const singles = await guarded(measureSingles(terminal, services, large, settings.singles));
  const million = await guarded(measureLargeRuns(bench, services, platform, settings, workload));
  return {
    workload: {
      rows: workload.rows,
      source: workload.source,
      largeRows: large.rows,
      millionRows: million && settings.millionRows,
    },
    rounds: {
      file: settings.rounds,
      million: million && settings.millionRounds,
      coldStarts: settings.coldStarts,
    },
    uploads,
    jobs,
    singles,
    million,
  };
}

async function measureSingles(
  { signal }: Terminal,
  services: Services,
  large: Workload,
  count: number,
): Promise<SingleRounds> {
  const applications = await makeApplications(count);
  const idle = await measureIdle(services, applications, count, signal);
  return { idle, busy: await measureBusy(services, large, applications, count, signal) };
}

async function measureLargeRuns(
  bench: Bench,
  services: Services,
  platform: Platform,
  { millionRows, millionRounds }: BenchSettings,
  fifty: Workload,
): Promise<MillionRounds | null> {
  if (millionRows === 0) return null;
  note(bench.terminal, `Uploads of ${millionRows.toLocaleString('en')} rows …`);
  const million = await makeWorkload(platform.folder, millionRows, bench.terminal.signal);
  return measureMillion(bench, services, million, fifty, millionRounds);
}
