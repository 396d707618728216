import { expect, test } from 'vitest';
import {
  ChunkJob,
  chunkJobId,
  queues,
  SingleJob,
  singleJobId,
  WhatIfJob,
  whatIfJobId,
} from '../src/index.ts';

const id = '6f1b9a52-6a0e-4d1e-9a52-0c1d2e3f4a5b';

test('jobs that an earlier version enqueued still parse', () => {
  expect(ChunkJob.parse({ v: 1, batchId: id, chunk: 0 })).toEqual({ v: 1, batchId: id, chunk: 0 });
  expect(SingleJob.parse({ v: 1, scoreId: id })).toEqual({ v: 1, scoreId: id });
  for (const whatIfId of [id, `${id}-12`]) {
    expect(WhatIfJob.parse({ v: 1, whatIfId })).toEqual({ v: 1, whatIfId });
  }
});

test('a job may say by which request it was asked for, as an id and nothing else', () => {
  expect(SingleJob.parse({ v: 1, scoreId: id, requestId: id }).requestId).toBe(id);
  expect(SingleJob.safeParse({ v: 1, scoreId: id, requestId: 'a name' }).success).toBe(false);
});

test('a job that carries anything but references does not parse', () => {
  expect(ChunkJob.safeParse({ v: 1, batchId: id, chunk: 0, rows: ['x'] }).success).toBe(false);
  expect(SingleJob.safeParse({ v: 1, scoreId: id, application: {} }).success).toBe(false);
  expect(WhatIfJob.safeParse({ v: 1, whatIfId: id, application: {} }).success).toBe(false);
  expect(WhatIfJob.safeParse({ v: 1, whatIfId: 'a name' }).success).toBe(false);
});

test('job ids are ones that BullMQ takes: no colon, not all digits', () => {
  const ids = [chunkJobId(id, 12), singleJobId(id), whatIfJobId(id), whatIfJobId(`${id}-1`)];
  for (const jobId of ids) expect(jobId).toMatch(/^[^:]*[^:\d][^:]*$/);
});

test('every queue says how often a job is tried and how long a finished one is kept', () => {
  for (const queue of Object.values(queues)) {
    expect(queue.options.attempts).toBeGreaterThan(1);
    expect(queue.maxStalledCount).toBeGreaterThan(1);
    expect(queue.options.removeOnComplete).toBeTruthy();
  }
});
