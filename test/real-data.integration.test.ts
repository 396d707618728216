import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { promoteChampion, readShippedProfiles, requirementOf, writeBundle } from '@bora/bundle';
import { ApplicationSchema, PointsScale, Score } from '@bora/contracts';
import { openApplicantFile, parseTrainingRows } from '@bora/features';
import { type TrainedScorecard, trainModel, trainScorecard } from '@bora/model';
import { openObjectStore } from '@bora/object-store';
import { repositoryRoot, sharedData } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { summaryTable } from '../cli/src/score/summary.ts';
import { acceptedBatch, completed } from './src/client.ts';
import { type Platform, startPlatform } from './src/platform.ts';

const predictionFile = sharedData('pakdd2010', 'PAKDD2010_Prediction_Data.txt');
const modelingFile = sharedData('pakdd2010', 'PAKDD2010_Modeling_Data.txt');
const germanFile = sharedData('german_credit', 'german.data');
const loanFile = sharedData('lending_club', 'lendingclub_2007_2011.csv.gz');
const columns =
  'row,applicantId,pd,score,decision,reasons,warnings,model,policy,overriddenTo,overriddenBy,overriddenAt,decidedAt,confirmedBy';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

async function scoredFile(
  path: string,
  query = '',
): Promise<{ id: string; lines: string[]; header: string }> {
  const { id } = await acceptedBatch(platform.url, await readFile(path), { query, type: 'text/plain' });
  await completed(platform.url, id);
  const response = await fetch(`${platform.url}/v1/batches/${id}/scores.csv`);
  const [header = '', ...lines] = (await response.text()).trimEnd().split(/\r?\n/);
  return { id, header, lines };
}

/** A line of scores but for when it was decided. */
const withoutMoment = (line: string) => line.replace(/,\d{4}-\d\d-\d\dT[\d:.]+Z,/, ',,');

/** Stores a trained bundle where the worker finds it, as the champion of its name. */
async function serve({ description, files }: Pick<TrainedScorecard, 'description' | 'files'>): Promise<void> {
  const store = openObjectStore(`file:${join(platform.folder, 'models')}`);
  const requirement = await requirementOf('br');
  await writeBundle(store, description, files, requirement);
  const { name, version } = description;
  await promoteChampion(store, { name, version }, requirement);
}

interface PdWithReasons {
  readonly pd: number;
  readonly variables: readonly string[];
}

/** A row's score in the file, and that of its values posted as a single application. */
async function bothWays(
  id: string,
  row: number,
  query: string,
): Promise<{ inFile: PdWithReasons; alone: PdWithReasons }> {
  const { url } = platform;
  const Row = z.object({
    values: z.record(z.string(), z.string().nullable()),
    score: z.object({ pd: z.number(), reasons: z.array(z.object({ variable: z.string() })) }),
  });
  const given = Row.parse(await (await fetch(`${url}/v1/batches/${id}/rows/${row}`)).json());
  const response = await fetch(`${url}/v1/scores${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'wait=10' },
    body: JSON.stringify(given.values),
  });
  expect(response.status).toBe(200);
  const withReasons = ({ pd, reasons }: z.infer<typeof Row>['score']): PdWithReasons => ({
    pd,
    variables: reasons.map(({ variable }) => variable),
  });
  return { inFile: withReasons(given.score), alone: withReasons(Score.parse(await response.json())) };
}

function expectAlike({ inFile, alone }: Awaited<ReturnType<typeof bothWays>>): void {
  expect(Math.abs(inFile.pd - alone.pd)).toBeLessThanOrEqual(1e-6);
  expect(alone.variables).toEqual(inFile.variables);
}

describe.skipIf(!predictionFile || !modelingFile)(
  'PAKDD 2010 (skipped where ../shared/data is absent)',
  () => {
    test('20,000 applicants of the published layout give exactly 20,000 scores', async () => {
      const { header, lines } = await scoredFile(predictionFile!);
      expect(header).toBe(columns);
      expect(lines.map((line) => Number(line.split(',')[0]))).toEqual(
        Array.from({ length: 20_000 }, (_, index) => index + 1),
      );
    });

    test('what the README prints of a file of 20,000 is what is printed now', async () => {
      const { id } = await scoredFile(predictionFile!);
      const batch = await completed(platform.url, id);
      const printed = summaryTable({ batch, out: 'scores.csv', rejects: null, seconds: 1, rowsPerSecond: 1 });
      const readme = await readFile(join(repositoryRoot, 'README.md'), 'utf8');
      const [, documented] = /score applicants\.csv --out scores\.csv\n([\s\S]*?)\n```/.exec(readme)!;
      const withoutTime = (text: string) => text.replace(/^time .*$/m, '');
      expect(withoutTime(printed)).toBe(withoutTime(documented!));
    });

    test('50,000 applicants with dirty values give 50,000 scores: dirt is a warning, not a reject', async () => {
      const { id, lines } = await scoredFile(modelingFile!);
      expect(lines).toHaveLength(50_000);
      const batch = await completed(platform.url, id);
      expect(batch).toMatchObject({ rows: 50_000, rowsScored: 50_000, rowsRejected: 0 });
      expect(batch.summary.warnings).toMatchObject({ 'invalid-encoding': 2, 'unreadable-value': 1 });
      const reasons = lines.map((line) => line.split(',')[5]!.split('; '));
      expect(reasons.filter(([first]) => first !== '').length).toBeGreaterThan(49_000);
      expect(Math.max(...reasons.map((texts) => texts.length))).toBe(4);
      const warned = lines.filter((line) => /invalid-encoding|unreadable-value/.test(line));
      expect(warned.map((line) => Number(line.split(',')[0]))).toHaveLength(3);
    });

    test('the same applicant gets the same PD and reasons alone and in a file', async () => {
      const { id } = await scoredFile(predictionFile!);
      for (const row of [1, 2_000, 2_001, 9_999, 20_000]) {
        expectAlike(await bothWays(id, row, ''));
      }
    });
  },
);

describe.skipIf(!germanFile)('German credit (skipped where ../shared/data is absent)', () => {
  test('a second schema trains, is served and scores with the same code', async () => {
    const text = await readFile(join(repositoryRoot, 'schemas/german-credit.json'), 'utf8');
    const schema = ApplicationSchema.parse(JSON.parse(text));
    const bytes = await readFile(germanFile!);
    const file = openApplicantFile(bytes, schema);
    const position = { firstRow: 1, firstLine: file.firstLine };
    const { table, labels } = parseTrainingRows(file.records, file.layout, schema, position);
    const order = {
      name: 'german-credit',
      schema,
      profile: (await readShippedProfiles()).find(({ id }) => id === 'br')!,
      scale: PointsScale.parse({}),
      options: { seeds: [1] },
      createdAt: new Date(),
      gitCommit: null,
      trainingDataSha256: createHash('sha256').update(bytes).digest('hex'),
    };
    const trained = await trainModel(order, { table, bad: labels }, { backend: 'wasm' });
    expect(trained.report.pooled.auc).toBeGreaterThan(0.75);

    await serve(trained);

    const { id, lines } = await scoredFile(germanFile!, '?model=german-credit');
    expect(lines).toHaveLength(1_000);
    for (const row of [1, 500, 1_000]) {
      expectAlike(await bothWays(id, row, '?model=german-credit'));
    }
  });
});

describe.skipIf(!loanFile)('LendingClub (skipped where ../shared/data is absent)', () => {
  test("a file with outcomes and the lender's own decisions is scored as if they were not there", async () => {
    const text = await readFile(join(repositoryRoot, 'schemas/lending-club.json'), 'utf8');
    const schema = ApplicationSchema.parse(JSON.parse(text));
    const lines = gunzipSync(await readFile(loanFile!))
      .toString()
      .split('\n')
      .slice(0, 5_001);
    const bytes = Buffer.from(lines.join('\n'));
    const file = openApplicantFile(bytes, schema);
    const position = { firstRow: 1, firstLine: file.firstLine };
    const { table, labels } = parseTrainingRows(file.records, file.layout, schema, position);
    const order = {
      name: schema.id,
      schema,
      profile: (await readShippedProfiles()).find(({ id }) => id === 'br')!,
      scale: PointsScale.parse({}),
      createdAt: new Date(),
      gitCommit: null,
      trainingDataSha256: createHash('sha256').update(bytes).digest('hex'),
    };
    await serve(await trainScorecard(order, { table, bad: labels }));

    const query = `?model=${schema.id}`;
    const whole = join(platform.folder, 'whole.csv');
    await writeFile(whole, bytes);
    const { id, lines: scores } = await scoredFile(whole, query);
    expect(scores).toHaveLength(5_000);
    expect((await completed(platform.url, id)).ignoredColumns).toEqual(file.layout.ignoredColumns);
    expect(file.layout.ignoredColumns).toHaveLength(1 + schema.excluded.length);

    const ignored = new Set(file.layout.ignoredColumns);
    const names = lines[0]!.split(',');
    const bare = lines.map((line) => line.split(',').filter((_, column) => !ignored.has(names[column]!)));
    const applications = join(platform.folder, 'applications.csv');
    await writeFile(applications, bare.map((fields) => fields.join(',')).join('\n'));
    const again = (await scoredFile(applications, query)).lines;
    expect(again.map(withoutMoment)).toEqual(scores.map(withoutMoment));

    expectAlike(await bothWays(id, 4_000, query));
    const values = Object.fromEntries(names.map((name, column) => [name, lines[4_000]!.split(',')[column]!]));
    const response = await fetch(`${platform.url}/v1/scores${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', prefer: 'wait=10' },
      body: JSON.stringify(values),
    });
    expect(Score.parse(await response.json()).pd).toBeCloseTo(Number(scores[3_999]!.split(',')[2]), 4);
  });
});
