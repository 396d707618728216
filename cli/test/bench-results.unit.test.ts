import { expect, test } from 'vitest';
import { type BenchRuns, figuresOf } from '../src/bench/bench-results.ts';
import { benchTable } from '../src/bench/bench-table.ts';
import { medianOf, quantileOf } from '../src/bench/statistics.ts';

const upload = (rowsPerSecond: number) => ({
  rows: 50_000,
  rejected: 0,
  uploadSeconds: 1,
  seconds: 50_000 / rowsPerSecond,
  rowsPerSecond,
});
const runs: BenchRuns = {
  workload: { rows: 50_000, source: 'synthetic', largeRows: 200_000, millionRows: null },
  rounds: { file: 3, million: null, coldStarts: 2 },
  uploads: {
    uploads: [upload(10_000), upload(30_000), upload(20_000)],
    scriptRowsPerSecond: [25_000, 24_000, 90_000],
    bareRowsPerSecond: [200_000],
    backend: 'wasm',
    memory: { api: 120_000_000, worker: 400_000_000 },
  },
  jobs: { chunkRowsPerSecond: [30_000], perRowRowsPerSecond: [500] },
  singles: { idle: [3, 1, 2, 4], busy: { uploading: [10], scoring: [20, 30] } },
  million: null,
  coldStartSeconds: [3, 2],
};

test('the figures are medians and ratios of medians, in the order of the file', () => {
  expect(Object.entries(figuresOf(runs))).toEqual([
    ['uploadRowsPerSecond', 20_000],
    ['bareRowsPerSecond', 200_000],
    ['uploadVsScript', 0.8],
    ['uploadVsBare', 0.1],
    ['chunkVsPerRow', 60],
    ['singleIdleP50Ms', 2],
    ['singleIdleP99Ms', 4],
    ['singleBusyP99Ms', 30],
    ['apiRssMb50k', 120],
    ['apiRssMb1M', null],
    ['millionVsFifty', null],
    ['coldStartS', 2.5],
  ]);
});

const million = {
  runs: [upload(18_000), upload(9_000), upload(27_000)],
  fiftyRuns: [upload(24_000), upload(10_000), upload(40_000)],
  memory: { api: 130_000_000, worker: 1 },
};
const millionRuns: BenchRuns = {
  ...runs,
  workload: { ...runs.workload, millionRows: 1_000_000 },
  rounds: { ...runs.rounds, million: 3 },
  million,
};

test('the runs of a million are held against the runs of fifty thousand between them, and no others', () => {
  expect(figuresOf(millionRuns)).toMatchObject({ apiRssMb1M: 130, millionVsFifty: 0.75 });
});

test('a run of other sizes fills no figure whose name says fifty thousand or a million', () => {
  const names = ['apiRssMb50k', 'apiRssMb1M', 'millionVsFifty'] as const;
  const filled = (rows: number, millionRows: number) => {
    const workload = { ...runs.workload, rows, millionRows };
    const figures = figuresOf({ ...millionRuns, workload });
    return names.filter((name) => figures[name] !== null);
  };
  expect(filled(50_000, 1_000_000)).toEqual(names);
  expect(filled(50_000, 100_000)).toEqual(['apiRssMb50k']);
  expect(filled(10_000, 1_000_000)).toEqual(['apiRssMb1M']);
  expect(filled(10_000, 100_000)).toEqual([]);
});

test('the table of a run of other sizes says its own numbers of rows and judges no promise', () => {
  const workload = { ...runs.workload, rows: 600, largeRows: 2_400, millionRows: 100_000 };
  const table = benchTable({ ...millionRuns, workload });
  expect(table).toContain('| api memory, 600 rows | 120 MB | ≤ 250 |  |');
  expect(table).toContain('| rate of 100,000 rows against 600 rows | 0.75 × | 0.85 to 1.15 |  |');
  expect(table).toContain('beside a batch of 2,400 rows');
  expect(table).not.toMatch(/50,000|1,000,000|kept|missed/);
});

test('the table says of each promise whether it was kept, and of what was not measured nothing', () => {
  const table = benchTable(runs);
  expect(table).toContain('| upload against a script without a queue | 0.8 × | ≥ 0.6 | kept |');
  expect(table).toContain('| api memory, 1,000,000 rows | not measured | ≤ 250 |  |');
  const slow = benchTable({ ...runs, singles: { ...runs.singles, idle: [51] } });
  expect(slow).toContain('| one application, idle, p99 | 51 ms | ≤ 50 | missed |');
});

test('quantiles are values that were measured, the median of an even number lies between two', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(quantileOf(values, 0.99)).toBe(99);
  expect(quantileOf(values, 0.5)).toBe(50);
  expect(quantileOf([7], 0.99)).toBe(7);
  expect(medianOf([4, 1, 3, 2])).toBe(2.5);
});
