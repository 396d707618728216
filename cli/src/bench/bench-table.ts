import { formatCount } from '../terminal/figures.ts';
import { markdownTable } from '../terminal/table.ts';
import {
  type BenchResults,
  type BenchRuns,
  type Measured,
  measuredIn,
  promisedRows,
} from './bench-results.ts';

interface Line {
  readonly figure: keyof Measured;
  readonly text: string;
  readonly unit: string;
  /** The promise that the figure is held against, if there is one. */
  readonly promised?: { readonly text: string; readonly isKept: (value: number) => boolean };
}

const atLeast = (limit: number) => ({ text: `≥ ${limit}`, isKept: (value: number) => value >= limit });
const atMost = (limit: number) => ({ text: `≤ ${limit}`, isKept: (value: number) => value <= limit });
const nearOne = { text: '0.85 to 1.15', isKept: (value: number) => value >= 0.85 && value <= 1.15 };

function linesFor({ rows, largeRows, millionRows }: BenchRuns['workload']): Line[] {
  const file = `${formatCount(rows)} rows`;
  const million = `${formatCount(millionRows ?? promisedRows.large)} rows`;
  const busy = `one application beside a batch of ${formatCount(largeRows)} rows, p99`;
  return [
    { figure: 'uploadRowsPerSecond', text: `upload of ${file}, POST to last score readable`, unit: 'rows/s' },
    { figure: 'bareRowsPerSecond', text: 'network alone, on encoded rows', unit: 'rows/s' },
    {
      figure: 'uploadVsScript',
      text: 'upload against a script without a queue',
      unit: '×',
      promised: atLeast(0.6),
    },
    { figure: 'uploadVsBare', text: 'upload against the network alone', unit: '×' },
    { figure: 'chunkVsPerRow', text: 'chunk jobs against one job a row', unit: '×', promised: atLeast(50) },
    { figure: 'singleIdleP50Ms', text: 'one application, idle, p50', unit: 'ms', promised: atMost(10) },
    { figure: 'singleIdleP99Ms', text: 'one application, idle, p99', unit: 'ms', promised: atMost(50) },
    { figure: 'singleBusyP99Ms', text: busy, unit: 'ms', promised: atMost(150) },
    { figure: 'apiRssMb', text: `api memory, ${file}`, unit: 'MB', promised: atMost(250) },
    { figure: 'largeApiRssMb', text: `api memory, ${million}`, unit: 'MB', promised: atMost(250) },
    { figure: 'largeVsFile', text: `rate of ${million} against ${file}`, unit: '×', promised: nearOne },
    {
      figure: 'coldStartS',
      text: 'start of api and worker to first score, Redis up and stores seeded',
      unit: 's',
    },
  ];
}

/** The figures as a Markdown table; held against the promises where the runs had the promised numbers of rows. */
export function benchTable(runs: BenchRuns): string {
  const measured = measuredIn(runs);
  const isPromisedSize = hasPromisedRows(runs);
  const rows = linesFor(runs.workload).map(({ figure, text, unit, promised }) => {
    const value = measured[figure];
    const kept = promised && value !== null ? (promised.isKept(value) ? 'kept' : 'missed') : '';
    const shown = value === null ? 'not measured' : `${value.toLocaleString('en')} ${unit}`;
    return [text, shown, promised?.text ?? '', isPromisedSize ? kept : ''];
  });
  return markdownTable(['what', 'measured', 'promised', ''], rows);
}

/** The whole result for people. */
export function benchReport({ machine, versions, runs }: BenchResults): string {
  const { workload, rounds } = runs;
  const million = rounds.million === null ? '' : `, ${rounds.million} of the large one`;
  const where = `${machine.processors} × ${machine.processor}, ${machine.system}, Node ${versions.node}, Redis ${versions.redis}, TensorFlow.js ${versions.backend}`;
  const what = `${formatCount(workload.rows)} rows (${workload.source}); medians of ${rounds.file} rounds${million}, ${rounds.coldStarts} cold starts`;
  const caution = hasPromisedRows(runs) ? '' : '\nOther numbers of rows than promised: no promise is judged.';
  return `${benchTable(runs)}\n\n${what}\n${where}${caution}`;
}

function hasPromisedRows({ workload: { rows, millionRows } }: BenchRuns): boolean {
  return rows === promisedRows.file && (millionRows === null || millionRows === promisedRows.large);
}
