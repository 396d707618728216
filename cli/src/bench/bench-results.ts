import type { describeMachine, describeVersions } from './machine.ts';
import type { JobRounds } from './measure-jobs.ts';
import type { MillionRounds } from './measure-million.ts';
import type { SingleRounds } from './measure-singles.ts';
import type { UploadRounds } from './measure-uploads.ts';
import { medianOf, quantileOf } from './statistics.ts';

/** Rows that the names of the figures speak of: a run of other sizes does not fill them. */
export const promisedRows = { file: 50_000, large: 1_000_000 } as const;

/** Everything that was measured. */
export interface BenchRuns {
  readonly workload: {
    readonly rows: number;
    readonly source: string;
    /** Rows of the batch beside which single applications were scored. */
    readonly largeRows: number;
    /** Rows of the large runs; null without `--million`. */
    readonly millionRows: number | null;
  };
  /** How often each was measured after its warm-up. */
  readonly rounds: { readonly file: number; readonly million: number | null; readonly coldStarts: number };
  readonly uploads: UploadRounds;
  readonly jobs: JobRounds;
  readonly singles: SingleRounds;
  /** Null without `--million`. */
  readonly million: MillionRounds | null;
  /** From starting api and worker to the first score, with Redis up and the stores seeded. */
  readonly coldStartSeconds: readonly number[];
}

/** What the runs say, whatever their sizes: medians over rounds, and ratios of medians. */
export interface Measured {
  readonly uploadRowsPerSecond: number;
  readonly bareRowsPerSecond: number;
  readonly uploadVsScript: number;
  readonly uploadVsBare: number;
  readonly chunkVsPerRow: number;
  readonly singleIdleP50Ms: number;
  readonly singleIdleP99Ms: number;
  readonly singleBusyP99Ms: number;
  readonly apiRssMb: number;
  /** Null without `--million`, as the next. */
  readonly largeApiRssMb: number | null;
  /** Rate of the large runs against those of the usual file between them. */
  readonly largeVsFile: number | null;
  readonly coldStartS: number;
}

/** The figures that count. Null where it was not measured, or on other numbers of rows than the name says. */
export interface BenchFigures extends Omit<Measured, 'apiRssMb' | 'largeApiRssMb' | 'largeVsFile'> {
  readonly apiRssMb50k: number | null;
  readonly apiRssMb1M: number | null;
  readonly millionVsFifty: number | null;
}

export interface BenchResults extends BenchFigures {
  readonly machine: ReturnType<typeof describeMachine>;
  readonly versions: Awaited<ReturnType<typeof describeVersions>>;
  readonly runs: BenchRuns;
}

/** The figures of the runs, in the order of the file. */
export function figuresOf(runs: BenchRuns): BenchFigures {
  const { apiRssMb, largeApiRssMb, largeVsFile, coldStartS, ...measured } = measuredIn(runs);
  const isFile = runs.workload.rows === promisedRows.file;
  const isLarge = runs.workload.millionRows === promisedRows.large;
  return {
    ...measured,
    apiRssMb50k: isFile ? apiRssMb : null,
    apiRssMb1M: isLarge ? largeApiRssMb : null,
    millionVsFifty: isFile && isLarge ? largeVsFile : null,
    coldStartS,
  };
}

/** What the runs say. */
export function measuredIn({ uploads, jobs, singles, million, coldStartSeconds }: BenchRuns): Measured {
  const upload = medianOf(uploads.uploads.map(rateOf));
  const bare = medianOf(uploads.bareRowsPerSecond);
  const busy = [...singles.busy.uploading, ...singles.busy.scoring];
  return {
    uploadRowsPerSecond: rounded(upload, 0),
    bareRowsPerSecond: rounded(bare, 0),
    uploadVsScript: rounded(upload / medianOf(uploads.scriptRowsPerSecond), 3),
    uploadVsBare: rounded(upload / bare, 3),
    chunkVsPerRow: rounded(medianOf(jobs.chunkRowsPerSecond) / medianOf(jobs.perRowRowsPerSecond), 1),
    singleIdleP50Ms: rounded(quantileOf(singles.idle, 0.5), 2),
    singleIdleP99Ms: rounded(quantileOf(singles.idle, 0.99), 2),
    singleBusyP99Ms: rounded(quantileOf(busy, 0.99), 2),
    apiRssMb: megabytes(uploads.memory.api ?? 0),
    largeApiRssMb: million && megabytes(million.memory.api ?? 0),
    largeVsFile:
      million && rounded(medianOf(million.runs.map(rateOf)) / medianOf(million.fiftyRuns.map(rateOf)), 3),
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
