import { readSingleScore } from '@bora/batch-store';
import { readBundle, requirementOf } from '@bora/bundle';
import { type ModelReference, queues } from '@bora/contracts';
import { compilePolicy } from '@bora/decision';
import { applicantsFromJson, openApplicantFile, parseApplicants } from '@bora/features';
import { loadScorer, scoreApplicants, selectBackend } from '@bora/model';
import { waitUntil } from '@bora/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { finishedBatch, publishedBatch } from './published-batch.ts';
import { storedSingle } from './stored-single.ts';
import { applicants, schema, trainChampion } from './trained-bundle.ts';
import { openWorkerStage, policy, type WorkerStage } from './worker-stage.ts';

let stage: WorkerStage;
let first: ModelReference;

beforeAll(async () => {
  stage = await openWorkerStage();
  first = await trainChampion(stage.models);
});
afterEach(() => stage.closeWorker());
afterAll(() => stage.close());

/** Single applications, each with its job. */
async function submitted(applications: readonly Record<string, string | number>[]): Promise<string[]> {
  const ids = await Promise.all(applications.map((application) => storedSingle(stage, first, application)));
  await stage.singles.addBulk(ids.map((scoreId) => ({ name: queues.singles.name, data: { v: 1, scoreId } })));
  return ids;
}

test('a batch holds the PDs and reasons that the same functions give without a queue, and rejects only what cannot be an applicant', async () => {
  await stage.start();
  const lines = applicants(1, 2_000).split('\n');
  lines[700] = 'T700,100';
  lines[1500] = ',900,own';
  const id = await publishedBatch(stage, lines.join('\n'), first);
  const { batch, scores, rejects } = await finishedBatch(stage, id);

  await selectBackend('wasm');
  const scorer = await loadScorer(await readBundle(stage.models, first, await requirementOf('none')));
  const file = openApplicantFile(Buffer.from(lines.join('\n')), schema);
  const parsed = parseApplicants(file.records, file.layout, schema, {
    firstRow: 1,
    firstLine: file.firstLine,
  });
  const records = scoreApplicants(scorer, compilePolicy(policy, schema), parsed.table);
  scorer.dispose();

  expect(scores.map(({ row, applicantId }) => [row, applicantId])).toEqual(
    records.map((_, index) => [parsed.table.row[index], parsed.table.applicantId[index]]),
  );
  for (const [index, { record }] of scores.entries()) {
    expect(Math.abs(record.pd - records[index]!.pd)).toBeLessThanOrEqual(1e-6);
    expect(record.decision).toBe(records[index]!.decision);
    const { reasons } = records[index]!;
    expect(record.reasons.map(({ variable }) => variable)).toEqual(reasons.map(({ variable }) => variable));
    for (const [place, { points }] of record.reasons.entries()) {
      expect(Math.abs(points - reasons[place]!.points)).toBeLessThan(0.051);
    }
  }
  const named = new Set(scores.flatMap(({ record }) => record.reasons.map(({ variable }) => variable)));
  expect([...named].map((variable) => schema.variables[variable]!.name).sort()).toEqual(['home', 'income']);
  expect(rejects).toEqual(parsed.rejects);
  expect(rejects.map(({ row, line, code }) => [row, line, code])).toEqual([
    [700, 701, 'wrong-field-count'],
    [1500, 1501, 'missing-id'],
  ]);
  const { approve, refer, decline, pdMean } = batch.summary;
  expect(approve + refer + decline).toBe(1_998);
  expect(pdMean).toBeCloseTo(scores.reduce((sum, { record }) => sum + record.pd, 0) / 1_998, 8);
});

test('a single application gets the PD that the same row gets in a file', async () => {
  await stage.start();
  const values = Array.from({ length: 80 }, (_, index) => ({
    number: `S${index}`,
    income: 600 + index * 31,
    home: 'rent',
  }));
  const ids = await submitted(values);
  const allScored = async () => {
    const read = await Promise.all(ids.map((id) => readSingleScore(stage.redis, id)));
    return read.every((single) => single?.state === 'scored') ? read : undefined;
  };
  const scored = (await waitUntil(allScored, { what: 'the singles to be scored' }))!;
  const file = `number,income,home\n${values.map((one) => Object.values(one).join(',')).join('\n')}\n`;
  const { scores } = await finishedBatch(stage, await publishedBatch(stage, file, first));
  for (const [index, single] of scored.entries()) {
    expect(single!.applicantId).toBe(`S${index}`);
    expect(Math.abs(single!.record!.pd - scores[index]!.record.pd)).toBeLessThanOrEqual(1e-6);
  }
  expect(applicantsFromJson(values, schema).rowCount).toBe(80);
});

test('an application with a field that the schema does not know fails alone', async () => {
  await stage.start();
  const ids = await submitted([{ income: 900 }, { income: 900, salary: 1 }]);
  const states = async () => {
    const read = await Promise.all(ids.map((id) => readSingleScore(stage.redis, id)));
    return read.some((single) => single?.state === 'queued')
      ? undefined
      : read.map((single) => single?.state);
  };
  expect(await waitUntil(states, { what: 'both to end' })).toEqual(['scored', 'failed']);
});
