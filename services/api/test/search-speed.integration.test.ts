import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DecisionFilter, findDecisions } from '../src/records/find-decisions.ts';
import { makePartitions } from '../src/records/partitions.ts';
import { recordBatch } from '../src/records/record-batch.ts';
import { openRecordStage, type RecordStage } from './support/record-stage.ts';
import { recordWork } from './support/record-work.ts';
import { scoredBatch } from './support/scored-batch.ts';

const batches = 4;
const rowsOfBatch = 25_000;
const searches = 500;
let stage: RecordStage;

beforeAll(async () => {
  stage = await openRecordStage();
  await makePartitions(stage.query);
  for (let batch = 0; batch < batches; batch += 1) {
    const nameOf = (row: number) => `id-${batch * rowsOfBatch + row}`;
    const id = await scoredBatch(stage.redis, rowsOfBatch, { nameOf });
    await recordBatch({ ...recordWork(stage.redis, stage.query), resultSeconds: 3_600 }, id);
  }
  await sql`analyze decisions`.execute(stage.query);
}, 120_000);
afterAll(() => stage?.close());

test.each<{ what: string; filterOf: (asked: number) => DecisionFilter }>([
  { what: 'the whole id', filterOf: (asked) => ({ applicantId: `id-${asked * 197}` }) },
  {
    what: 'the beginning of an id, of any length',
    filterOf: (asked) => ({ applicantIdPrefix: `id-${asked * 197}`.slice(0, 1 + (asked % 8)) }),
  },
])(
  'an applicant is found by $what among 100,000 decisions within 50 ms at p99',
  async ({ what, filterOf }) => {
    const times: number[] = [];
    for (let asked = 1; asked <= searches; asked += 1) {
      const startedAt = performance.now();
      const { records } = await findDecisions(stage.query, filterOf(asked), 50);
      times.push(performance.now() - startedAt);
      expect(records.length).toBeGreaterThanOrEqual(1);
    }
    times.sort((left, right) => left - right);
    const [p50, p99] = [times[searches * 0.5]!, times[searches * 0.99]!];
    process.stdout.write(`search by ${what}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms\n`);
    expect(p99).toBeLessThanOrEqual(50);
  },
);
