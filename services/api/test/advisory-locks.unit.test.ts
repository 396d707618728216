import { expect, test } from 'vitest';
import { advisoryLocks } from '../src/database/advisory-locks.ts';

test('a lock has the number of earlier releases, so that apis of two releases exclude each other', () => {
  expect(advisoryLocks).toMatchObject({
    partitions: 20_021,
    rights: 20_022,
    livePointers: 20_023,
    subjects: 20_024,
    firstAdministrator: 7_204_517,
  });
});

test('no two locks share a number, and none has one that meant another lock before', () => {
  const numbers: readonly number[] = Object.values(advisoryLocks);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers).not.toContain(20_025);
});
