import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EvaluationReport } from '@bora/contracts';
import { repositoryRoot } from '@bora/testing';
import { beforeAll, expect, it } from 'vitest';
import {
  copyBundle,
  EvaluationDamagedError,
  EvaluationNotFoundError,
  keepEvaluation,
  listBundles,
  readBundle,
  readEvaluation,
  seedBundles,
  writeBundle,
} from '../src/index.ts';
import { folderForTest } from './folder-for-tests.ts';
import { inventedBundle, requirement } from './invented-bundle.ts';

const first = { name: 'bakeries', version: '20260101-000000-00000001' };
const second = { name: 'bakeries', version: '20260102-000000-00000002' };

/** A committed report, as if it had measured how the invented bundles were made. */
let report: EvaluationReport;
beforeAll(async () => {
  const path = join(repositoryRoot, 'reports/evaluation.json');
  const committed = EvaluationReport.parse(JSON.parse(await readFile(path, 'utf8')));
  const { schema, kind, profile, seeds, trainingData } = inventedBundle().description;
  report = {
    ...committed,
    protocol: {
      ...committed.protocol,
      ...{ schema: schema.id, kind, profile, seeds, data: { ...trainingData, rejected: 0 } },
    },
    oof: { ...committed.oof, auc: 0.65 },
  };
});

async function storeWith(...versions: readonly { version: string; auc: number }[]) {
  const { store } = await folderForTest();
  for (const { version, auc } of versions) {
    const { description, files } = inventedBundle({ version });
    await writeBundle(store, { ...description, metrics: { auc } }, files, requirement);
  }
  return store;
}

it('an evaluation is kept with every version that was made so, and with no other', async () => {
  const store = await storeWith({ ...first, auc: 0.6501 }, { ...second, auc: 0.66 });
  expect(await keepEvaluation(store, report)).toEqual([first]);
  expect(await readEvaluation(store, first)).toEqual(report);
  await expect(readEvaluation(store, second)).rejects.toThrow(EvaluationNotFoundError);
  const otherSeeds = { ...report, protocol: { ...report.protocol, seeds: [3] } };
  expect(await keepEvaluation(store, otherSeeds)).toEqual([]);
});

it('a version with an evaluation is as whole as before', async () => {
  const store = await storeWith({ ...first, auc: 0.65 });
  const before = await listBundles(store);
  await keepEvaluation(store, report);
  expect(await listBundles(store)).toEqual(before);
  expect((await readBundle(store, first, requirement)).manifest.version).toBe(first.version);
});

it('copying and seeding bring the evaluation along, also to a version that stands there already', async () => {
  const shipped = await storeWith({ ...first, auc: 0.65 });
  const [copied, seeded] = [(await folderForTest()).store, (await folderForTest()).store];
  await copyBundle(shipped, seeded, first, requirement);
  await keepEvaluation(shipped, report);
  await copyBundle(shipped, copied, first, requirement);
  expect(await seedBundles(shipped, seeded, requirement)).toEqual({ copied: [], promoted: [], withheld: [] });
  expect(await readEvaluation(copied, first)).toEqual(report);
  expect(await readEvaluation(seeded, first)).toEqual(report);
});

it('seeding leaves an evaluation alone that an operator has kept', async () => {
  const [shipped, store] = [
    await storeWith({ ...first, auc: 0.65 }),
    await storeWith({ ...first, auc: 0.65 }),
  ];
  const own = { ...report, comparisons: [] };
  await keepEvaluation(shipped, report);
  await keepEvaluation(store, own);
  await seedBundles(shipped, store, requirement);
  expect(await readEvaluation(store, first)).toEqual(own);
});

it.each([
  ['half of it', (text: string) => text.slice(0, 1_000), /not JSON/],
  ['that of another model', (text: string) => text.replace('"auc": 0.65,', '"auc": 0.7,'), /another model/],
  ['no report', () => '{}', /format/],
])('an evaluation that is %s is refused by name', async (_what, change, problem) => {
  const store = await storeWith({ ...first, auc: 0.65 });
  const text = change(`${JSON.stringify(report, null, 2)}\n`);
  await store.put(`${first.name}/${first.version}.evaluation.json`, new TextEncoder().encode(text));
  const refused = await readEvaluation(store, first).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(EvaluationDamagedError);
  expect(String(refused)).toMatch(problem);
  expect(String(refused)).toContain(`${first.name}/${first.version}`);
});
