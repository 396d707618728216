import type { describeMachine, describeVersions } from './machine.ts';
import type { JobRounds } from './measure-jobs.ts';
import type { MillionRounds } from './measure-million.ts';
import type { SingleRounds } from './measure-singles.ts';
import type { UploadRounds } from './measure-uploads.ts';
import { medianOf, quantileOf } from './statistics.ts';

/** Everything that was measured. */
export interface BenchRuns {
  readonly workload: { readonly rows: number; readonly source: string; readonly largeRows: number };
  readonly uploads: UploadRounds;
  readonly jobs: JobRounds;
  readonly singles: SingleRounds;
  /** Null without `--million`. */
  readonly million: MillionRounds | null;
  readonly coldStartSeconds: readonly number[];
}

/** The figures that count, medians over rounds; ratios of medians. Null where it was not measured. */
export interface BenchFigures {
  readonly uploadRowsPerSecond: number;
  readonly bareRowsPerSecond: number;
  readonly uploadVsScript: number;
  readonly uploadVsBare: number;
  readonly chunkVsPerRow: number;
  readonly singleIdleP50Ms: number;
  readonly singleIdleP99Ms: number;
  readonly singleBusyP99Ms: number;
  readonly apiRssMb50k: number;
  readonly apiRssMb1M: number | null;
  readonly millionVsFifty: number | null;
  readonly coldStartS: number;
}

export interface BenchResults extends BenchFigures {
  readonly machine: ReturnType<typeof describeMachine>;
  readonly versions: Awaited<ReturnType<typeof describeVersions>>;
  readonly runs: BenchRuns;
}

/** The figures of the runs, in the order of the file. */
export function figuresOf({ uploads, jobs, singles, million, coldStartSeconds }: BenchRuns): BenchFigures {
  const upload = medianOf(uploads.uploads.map(({ rowsPerSecond }) => rowsPerSecond));
  const bare = medianOf(uploads.bareRowsPerSecond);
  const busy = [...singles.busy.uploading, ...singles.busy.scoring];
  const fifty = [...uploads.uploads, ...(million?.fiftyRuns ?? [])];
  return {
    uploadRowsPerSecond: rounded(upload, 0),
    bareRowsPerSecond: rounded(bare, 0),
    uploadVsScript: rounded(upload / medianOf(uploads.scriptRowsPerSecond), 3),
    uploadVsBare: rounded(upload / bare, 3),
    chunkVsPerRow: rounded(medianOf(jobs.chunkRowsPerSecond) / medianOf(jobs.perRowRowsPerSecond), 1),
    singleIdleP50Ms: rounded(quantileOf(singles.idle, 0.5), 2),
    singleIdleP99Ms: rounded(quantileOf(singles.idle, 0.99), 2),
    singleBusyP99Ms: rounded(quantileOf(busy, 0.99), 2),
    apiRssMb50k: megabytes(uploads.memory.api ?? 0),
    apiRssMb1M: million && megabytes(million.memory.api ?? 0),
    millionVsFifty: million && rounded(medianOf(million.runs.map(rateOf)) / medianOf(fifty.map(rateOf)), 3),
    coldStartS: rounded(medianOf(coldStartSeconds), 2),
  };
}

function rateOf({ rowsPerSecond }: { rowsPerSecond: number }): number {
  return rowsPerSecond;
}

function megabytes(bytes: number): number {
  return rounded(bytes / 1e6, 1);
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
