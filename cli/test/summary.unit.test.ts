import type { Batch } from '@bora/contracts';
import { expect, test } from 'vitest';
import { summaryTable } from '../src/score/summary.ts';

const batch: Batch = {
  id: '0b8ce4b2-6a3c-4a1c-9a55-7dbd4c3ce4a1',
  owner: '7c1dbb2e-53cf-4b0c-8e0e-3f5d7f9c8a11',
  shared: false,
  trial: false,
  state: 'completed',
  failure: null,
  fileName: 'applicants.csv',
  fileSha256: null,
  sameFileAs: null,
  fileBytes: 10,
  rows: 1_002,
  rowsScored: 1_000,
  rowsRejected: 2,
  rowsPerSecond: 500,
  secondsLeft: 0,
  schema: 'invented',
  model: { name: 'invented', version: '1' },
  policy: { name: 'default', version: 3 },
  ignoredColumns: [],
  summary: {
    approve: 600,
    refer: 300,
    decline: 100,
    pdMean: 0.12345,
    scoreHistogram: [],
    warnings: { 'out-of-bounds': 7 },
  },
  createdAt: '2026-11-20T10:00:00.000Z',
  endedAt: '2026-11-20T10:00:02.000Z',
};
const report = { batch, out: 'scores.csv', rejects: 'scores.rejects.csv', seconds: 2, rowsPerSecond: 501 };

test('the summary shows rows, decisions with shares, mean PD, warnings, versions, time and files', () => {
  expect(summaryTable(report)).toBe(
    [
      'rows                    1,002',
      'scored                  1,000',
      'rejected                    2',
      'approve                   600  60.0 %',
      'refer                     300  30.0 %',
      'decline                   100  10.0 %',
      'mean PD                0.1235',
      'warning out-of-bounds       7  0.7 %',
      '',
      'model    invented/1',
      'policy   default/3',
      'time     2.0 s, 501 rows/s',
      'scores   scores.csv',
      'rejects  scores.rejects.csv',
    ].join('\n'),
  );
});

test('a batch in which every row was rejected has no mean PD, and nothing is divided by zero', () => {
  const nothing = { ...batch.summary, approve: 0, refer: 0, decline: 0, pdMean: null, warnings: {} };
  const text = summaryTable({
    ...report,
    batch: { ...batch, rowsScored: 0, rowsRejected: 1_002, summary: nothing },
  });
  expect(text).toMatch(/^mean PD +-$/m);
  expect(text).not.toMatch(/NaN|Infinity/);
});
