import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EvaluationReport } from '@bora/contracts';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';
import { refuseOtherReport } from '../src/evaluation/committed-report.ts';
import { reportDocuments, reportPlaces } from '../src/evaluation/report-documents.ts';

const places = reportPlaces(undefined);

// There is no report before somebody has run `bora evaluate` for the first time.
test.skipIf(!existsSync(places.report))(
  'page and model card are made from the committed report (else run cli/src/evaluation/write-pages.ts), which is of the yardstick',
  async () => {
    const report = EvaluationReport.parse(JSON.parse(await readFile(places.report, 'utf8')));
    expect(report.protocol).toMatchObject({ profile: 'none', kind: 'network', data: { rows: 50_000 } });
    expect(report.oof.auc).toBeGreaterThan(0.66);
    for (const { path, text } of reportDocuments(report, places)) {
      expect(await readFile(path, 'utf8'), path).toBe(text);
    }
  },
);

test('by default the report goes to the repository, else all of it to the given folder', () => {
  expect(places).toEqual({
    report: join(repositoryRoot, 'reports/evaluation.json'),
    page: join(repositoryRoot, 'reports/evaluation.html'),
    card: join(repositoryRoot, 'docs/model-card.md'),
  });
  expect(Object.values(reportPlaces('elsewhere'))).toEqual([
    'elsewhere/evaluation.json',
    'elsewhere/evaluation.html',
    'elsewhere/model-card.md',
  ]);
});

test('the report of one model does not take the place of another’s by accident', () => {
  const data = { sha256: 'a', rows: 2, bad: 1, rejected: 0 };
  const protocol = { schema: 'ships', kind: 'network', profile: 'none', data } as const;
  const committed = { protocol };
  expect(() => refuseOtherReport('r.json', committed, protocol)).not.toThrow();
  expect(() => refuseOtherReport('r.json', null, protocol)).not.toThrow();
  for (const other of [{ schema: 'boats' }, { kind: 'scorecard' as const }, { profile: 'br' as const }]) {
    expect(() => refuseOtherReport('r.json', committed, { ...protocol, ...other })).toThrow(/--out/);
  }
});
