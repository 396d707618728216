import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { uploadKeys } from '@bora/batch-store';
import { ApplicationSchema, BatchSegmentOutcomes, Problem } from '@bora/contracts';
import { Scenario, SimulationRun } from '@bora/simulation';
import { repositoryRoot, sharedData, waitUntil } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptedBatch, completed, exportedRows } from './src/client.ts';
import { attributesFile, attributesLayout } from './src/customer-files.ts';
import { labelledFile } from './src/labelled-file.ts';
import { type Platform, startPlatform } from './src/platform.ts';
import { acceptedSegmentation, endedSegmentation } from './src/segmentation-client.ts';

const rows = 1_200;
let platform: Platform;
let schema: ApplicationSchema;
let labelled: Applicants;
let batchId: string;
let segmentationId: string;

interface Applicants {
  readonly header: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

beforeAll(async () => {
  platform = await startPlatform({ env: { CHUNK_ROWS: '250' } });
  const path = join(repositoryRoot, 'schemas', 'pakdd2010.json');
  schema = ApplicationSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  const [header = [], ...lines] = (await labelledFile(platform, rows, 11))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  labelled = { header, lines };
  batchId = await scored(labelled);
  // Every fourth applicant is nobody's customer, and a hundred customers never applied.
  const ids = [
    ...column('id')
      .map(String)
      .filter((_, place) => place % 4 !== 3),
    ...Array.from({ length: 100 }, (_, index) => `other-${index}`),
  ];
  segmentationId = await segmented(ids);
});
afterAll(() => platform.stop());

function placeOf(kind: 'id' | 'label'): number {
  const { name, aliases = [] } = schema.variables.find((variable) => variable.kind === kind)!;
  return labelled.header.findIndex((column) => [name, ...aliases].includes(column));
}

function column(kind: 'id' | 'label'): string[] {
  return labelled.lines.map((line) => line[placeOf(kind)]!);
}

async function scored({ header, lines }: Applicants): Promise<string> {
  const text = [header, ...lines].map((cells) => cells.join(',')).join('\n');
  const { id } = await acceptedBatch(platform.url, Buffer.from(text));
  await completed(platform.url, id);
  return id;
}

/** Customers of two kinds, in turn. */
async function segmented(ids: readonly string[]): Promise<string> {
  const features = ids.map((_, index) =>
    attributesLayout.features.map((__, feature) => 10 + (index % 2) * 50 + ((index * (feature + 3)) % 7)),
  );
  const [header, ...lines] = attributesFile(features).split('\n');
  const named = lines.map((line, index) => [ids[index], ...line.split(',').slice(1)].join(','));
  const file = [header, ...named].join('\n');
  const { id } = await acceptedSegmentation(platform.url, file, { query: '?algorithm=kmeans&k=2' });
  expect(await endedSegmentation(platform.url, id)).toMatchObject({ state: 'completed' });
  return id;
}

function ask(segmentation: string, query: string): Promise<Response> {
  return fetch(`${platform.url}/v1/segmentations/${segmentation}/outcomes?${query}`);
}

async function outcomes(segmentation: string, query: string): Promise<BatchSegmentOutcomes> {
  const response = await ask(segmentation, query);
  expect(response.status).toBe(200);
  return BatchSegmentOutcomes.parse(await response.json());
}

async function simulated(): Promise<SimulationRun> {
  const path = join(repositoryRoot, 'simulation', 'scenarios', 'thin-margin.json');
  const scenario = Scenario.parse(JSON.parse(await readFile(path, 'utf8')));
  const started = await fetch(`${platform.url}/v1/simulations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ batchId, scenario }),
  });
  const { id } = SimulationRun.parse(await started.json());
  const ended = async () => {
    const run = SimulationRun.parse(await (await fetch(`${platform.url}/v1/simulations/${id}`)).json());
    return run.state === 'running' ? undefined : run;
  };
  return (await waitUntil(ended, { what: 'the simulation to end' }))!;
}

test('every segment has the bad rate, approval and mean PD of its own applicants, and no profit that nobody simulated', async () => {
  const answer = await outcomes(segmentationId, `batch=${batchId}`);
  expect(answer).toMatchObject({
    batch: batchId,
    outcomes: 'known',
    simulation: null,
    rows,
    unmatched: rows / 4,
  });
  const bad = column('label').map((label) =>
    schema.variables.find(({ kind }) => kind === 'label')!.yes?.includes(label),
  );
  const customers = column('id').flatMap((id, place) => (place % 4 === 3 ? [] : [{ id, place }]));
  const scores = new Map(
    (await exportedRows(platform.url, batchId, 'scores.csv')).map(([row, , pd, , decision]) => [
      Number(row) - 1,
      { pd: Number(pd), decision },
    ]),
  );
  const groups = [0, 1].map((kind) => customers.filter((_, index) => index % 2 === kind));
  const expected = groups.map((group) => ({
    matched: group.length,
    known: group.length,
    bad: group.filter(({ place }) => bad[place]).length,
    approved: group.filter(({ place }) => scores.get(place)!.decision === 'approve').length,
    pd: group.reduce((sum, { place }) => sum + scores.get(place)!.pd, 0) / group.length,
  }));
  expect(expected[0]!.bad).not.toBe(expected[1]!.bad);
  for (const one of expected) {
    const segment = answer.segments.find(({ bad }) => bad === one.bad)!;
    expect(segment).toMatchObject({ matched: one.matched, known: one.known, customers: 500, profit: null });
    expect(segment.badRate).toBe(one.bad / one.known);
    expect(segment.approvalShare).toBe(one.approved / one.known);
    expect(segment.meanPd).toBeCloseTo(one.pd, 6);
  }
});

test('once the batch was simulated, the profits of all segments are the profit of the policy', async () => {
  const everybody = await segmented(column('id'));
  const run = await simulated();
  const policy = run.report!.strategies.find(({ id }) => id === 'model-policy')!;
  for (const query of [`batch=${batchId}`, `batch=${batchId}&simulation=${run.id}`]) {
    const answer = await outcomes(everybody, query);
    expect(answer.simulation).toEqual({
      id: run.id,
      scenario: 'thin-margin',
      currency: run.scenario.assumptions.line.unit,
      inSample: false,
    });
    expect(answer.total).toMatchObject({ matched: rows, approvalShare: policy.approvalRate });
    const profit = answer.segments.reduce((sum, one) => sum + one.profit!, 0);
    expect(profit - run.scenario.assumptions.fixedCost.value).toBeCloseTo(policy.profit, 3);
  }
});

test('a batch without outcomes has approval and mean PD all the same', async () => {
  const without = (cells: readonly string[]) => cells.filter((_, place) => place !== placeOf('label'));
  const id = await scored({
    header: without(labelled.header),
    lines: labelled.lines.slice(0, 300).map(without),
  });
  const answer = await outcomes(segmentationId, `batch=${id}`);
  expect(answer).toMatchObject({ outcomes: 'none', simulation: null });
  for (const segment of answer.segments) {
    expect(segment).toMatchObject({ known: 0, badRate: null, profit: null });
    expect(segment.meanPd).toBeGreaterThan(0);
  }
});

test('what cannot be joined is said by name', async () => {
  const strangers = await segmented(Array.from({ length: 40 }, (_, index) => `nobody-${index}`));
  const nobody = '00000000-0000-4000-8000-000000000000';
  for (const [segmentation, query, status, code] of [
    [strangers, `batch=${batchId}`, 422, 'no-matching-applicants'],
    [nobody, `batch=${batchId}`, 404, 'segmentation-not-found'],
    [segmentationId, `batch=${nobody}`, 404, 'batch-not-found'],
    [segmentationId, 'batch=KANARIENVOGEL', 404, 'batch-not-found'],
    [segmentationId, `batch=${batchId}&simulation=${nobody}`, 404, 'simulation-not-found'],
    [segmentationId, '', 400, 'bad-request'],
    [segmentationId, `batch=${batchId}&segment=1`, 400, 'bad-request'],
  ] as const) {
    const response = await ask(segmentation, query);
    expect([response.status, Problem.parse(await response.json()).code]).toEqual([status, code]);
  }
});

test('a batch whose file is gone from the store has approval and mean PD, and says that outcomes are gone', async () => {
  const id = await scored({ header: labelled.header, lines: labelled.lines.slice(0, 300) });
  await rm(join(platform.folder, 'uploads', uploadKeys.chunks(id)));
  const answer = await outcomes(segmentationId, `batch=${id}`);
  expect(answer).toMatchObject({ outcomes: 'gone', total: { known: 0, badRate: null } });
  expect(answer.total.meanPd).toBeGreaterThan(0);
});

const movements = sharedData('berka', 'transactions.csv');
const loans = sharedData('berka', 'loan.asc');

test.skipIf(!movements || !loans)(
  'accounts of the Czech bank: bad rates of the loans are those that the terminal finds (skipped without the data)',
  { timeout: 120_000 },
  async () => {
    const [, ...known] = (await readFile(loans!, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => line.trim().replaceAll('"', '').split(';'));
    const ends = new Map(known.map((cells) => [cells[1]!, cells.at(-1)!]));
    const { yes = [], no = [] } = schema.variables.find(({ kind }) => kind === 'label')!;
    const applicants = [...ends].map(([account, end], index) => {
      const line = [...labelled.lines[index]!];
      line[placeOf('id')] = account;
      line[placeOf('label')] = 'BD'.includes(end) ? yes[0]! : no[0]!;
      return line;
    });
    const batch = await scored({ header: labelled.header, lines: applicants });
    const { id } = await acceptedSegmentation(platform.url, await readFile(movements!), {
      query: '?algorithm=kmeans&layout=berka',
    });
    expect(await endedSegmentation(platform.url, id)).toMatchObject({ state: 'completed', customers: 354 });
    const answer = await outcomes(id, `batch=${batch}`);
    expect(answer).toMatchObject({ rows: 682, unmatched: 328, total: { known: 354, bad: 30 } });
    const figures = answer.segments.map(({ name, known: of, bad }) => [name, of, bad]);
    expect(figures).toContainEqual(['Steady Savers', 95, 0]);
    expect(figures).toContainEqual(['Stretched Accounts', 79, 20]);
  },
);
