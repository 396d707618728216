import { markdownTable } from '../terminal/table.ts';
import type { BenchFigures, BenchResults } from './bench-results.ts';

interface Line {
  readonly figure: keyof BenchFigures;
  readonly text: string;
  readonly unit: string;
  /** The promise that the figure is held against, if there is one. */
  readonly promised?: { readonly text: string; readonly isKept: (value: number) => boolean };
}

const atLeast = (limit: number) => ({ text: `≥ ${limit}`, isKept: (value: number) => value >= limit });
const atMost = (limit: number) => ({ text: `≤ ${limit}`, isKept: (value: number) => value <= limit });

const lines: readonly Line[] = [
  { figure: 'uploadRowsPerSecond', text: 'upload, POST to last score readable', unit: 'rows/s' },
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
  {
    figure: 'singleBusyP99Ms',
    text: 'one application beside a large batch, p99',
    unit: 'ms',
    promised: atMost(150),
  },
  { figure: 'apiRssMb50k', text: 'api memory, 50,000 rows', unit: 'MB', promised: atMost(250) },
  { figure: 'apiRssMb1M', text: 'api memory, 1,000,000 rows', unit: 'MB', promised: atMost(250) },
  {
    figure: 'millionVsFifty',
    text: 'rate of 1,000,000 rows against 50,000',
    unit: '×',
    promised: { text: '0.85 to 1.15', isKept: (value) => value >= 0.85 && value <= 1.15 },
  },
  { figure: 'coldStartS', text: 'cold start to first score', unit: 's' },
];

/** The figures as a Markdown table, each held against its promise. */
export function benchTable(results: BenchFigures): string {
  const rows = lines.map(({ figure, text, unit, promised }) => {
    const value = results[figure];
    const verdict = promised && value !== null ? (promised.isKept(value) ? 'kept' : 'missed') : '';
    const shown = value === null ? 'not measured' : `${value.toLocaleString('en')} ${unit}`;
    return [text, shown, promised?.text ?? '', verdict];
  });
  return markdownTable(['what', 'measured', 'promised', ''], rows);
}

/** The whole result for people. */
export function benchReport(results: BenchResults): string {
  const { machine, versions, runs } = results;
  const where = `${machine.processors} × ${machine.processor}, ${machine.system}, Node ${versions.node}, Redis ${versions.redis}, TensorFlow.js ${versions.backend}`;
  const what = `${runs.workload.rows.toLocaleString('en')} rows (${runs.workload.source}), medians of ${runs.uploads.uploads.length} rounds`;
  return `${benchTable(results)}\n\n${what}\n${where}`;
}
