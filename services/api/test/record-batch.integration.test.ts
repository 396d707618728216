import { cancelBatch, readBatch } from '@bora/batch-store';
import { redisKeys } from '@bora/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findDecisions } from '../src/records/find-decisions.ts';
import { makePartitions, partitionOf } from '../src/records/partitions.ts';
import { RecordIncompleteError, recordBatch } from '../src/records/record-batch.ts';
import { openRecordStage, type RecordStage } from './support/record-stage.ts';
import { scoredBatch } from './support/scored-batch.ts';

let stage: RecordStage;

beforeAll(async () => {
  stage = await openRecordStage();
});
afterAll(() => stage?.close());

const record = (batchId: string) => recordBatch(stage.work(), batchId);

async function count(batchId: string): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    select count(*) as rows from decisions where source_id = ${batchId}`.execute(stage.query);
  return rows[0]!.rows;
}

test('every decision of a batch is recorded once, however often it is asked for', async () => {
  const id = await scoredBatch(stage.redis, 4_321);
  expect(await record(id)).toBe('recorded');
  expect(await record(id)).toBe('already-recorded');
  // A crash after the commit: Redis does not know yet that the record is there.
  await stage.redis.hdel(redisKeys.batchMeta(id), 'recordedAtMs');
  expect(await record(id)).toBe('already-recorded');
  expect(await count(id)).toBe(4_321);
  expect((await readBatch(stage.redis, id))?.recordedAtMs).toBeDefined();
});

test('a batch that two record at the same time is recorded once', async () => {
  const id = await scoredBatch(stage.redis, 6_000);
  const outcomes = await Promise.all([record(id), record(id)]);
  expect(outcomes.sort()).toEqual(['already-recorded', 'recorded']);
  expect(await count(id)).toBe(6_000);
});

test('nothing of a batch expires before it is recorded', async () => {
  const id = await scoredBatch(stage.redis, 10);
  expect(await stage.redis.ttl(redisKeys.batchScores(id, 0))).toBeGreaterThan(100);
  expect(await stage.redis.zscore(redisKeys.activeBatches, id)).not.toBeNull();
  await record(id);
  expect(await stage.redis.ttl(redisKeys.batchScores(id, 0))).toBeLessThanOrEqual(100);
  expect(await stage.redis.zscore(redisKeys.activeBatches, id)).toBeNull();
});

test('scores that are missing from Redis are told, and nothing is recorded', async () => {
  const id = await scoredBatch(stage.redis, 2_500);
  await stage.redis.del(redisKeys.batchScores(id, 1));
  await expect(record(id)).rejects.toThrow(RecordIncompleteError);
  expect(await count(id)).toBe(0);
  expect((await readBatch(stage.redis, id))?.recordedAtMs).toBeUndefined();
});

test('of a cancelled batch the rows that were scored are recorded', async () => {
  const id = await scoredBatch(stage.redis, 5_000, { missingChunks: 1 });
  expect(await record(id)).toBe('gone');
  await cancelBatch(stage.redis, id);
  expect(await record(id)).toBe('recorded');
  expect(await count(id)).toBe(4_000);
});

test('ids of any length and with any character are recorded and found', async () => {
  const long = Array.from({ length: 3_000 }, (_, index) =>
    String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000)),
  );
  const ids = [long.join(''), 'nul\0inside', 'quote\'"\\', '{},', 'null', '', ' ', 'NULL', '\u{1F600}'];
  const id = await scoredBatch(stage.redis, ids.length, { nameOf: (row) => ids[row - 1]! });
  expect(await record(id)).toBe('recorded');
  for (const [index, applicantId] of ids.entries()) {
    const { records } = await findDecisions(stage.query, { applicantId, batch: id }, 10);
    expect(records.map(({ row_number }) => row_number)).toEqual([index + 1]);
  }
});

test('a decision of a month without a partition is kept, and moves into it when it is made', async () => {
  const id = await scoredBatch(stage.redis, 20);
  const ended = Date.UTC(2024, 1, 29, 23, 59, 59, 999);
  await stage.redis.hset(redisKeys.batchMeta(id), { endedAtMs: ended });
  await record(id);
  const { name } = partitionOf(new Date(ended));
  expect(name).toBe('decisions_2024_02');
  expect(await makePartitions(stage.query)).toContain(name);
  const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(name)}`.execute(
    stage.query,
  );
  expect(rows[0]!.rows).toBe(20);
  expect(await count(id)).toBe(20);
  expect(await makePartitions(stage.query)).toEqual([]);
});

test('months that are made while another api makes them are made once', async () => {
  const later = new Date(Date.UTC(2031, 10, 30));
  const made = await Promise.all([1, 2, 3].map(() => makePartitions(stage.query, later)));
  expect(made.flat().sort()).toEqual([
    'decisions_2031_11',
    'decisions_2031_12',
    'decisions_2032_01',
    'decisions_2032_02',
  ]);
});
