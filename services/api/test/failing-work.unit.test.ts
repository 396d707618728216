import { expect, test } from 'vitest';
import { createFailingWork } from '../src/records/failing-work.ts';
import { keptLog } from './support/kept-log.ts';

test('what fails again and again is told once and tried ever more rarely, at least every ten minutes', () => {
  const { log, lines } = keptLog();
  let nowMs = 0;
  const failing = createFailingWork(log, 'workId', 'it failed', () => nowMs);
  const triedAtMs: number[] = [];
  for (; nowMs < 3_600_000; nowMs += 5_000) {
    if (!failing.isDue('one')) continue;
    triedAtMs.push(nowMs);
    failing.failed('one', new Error('again'));
  }
  const pauses = triedAtMs.slice(1).map((atMs, index) => (atMs - triedAtMs[index]!) / 1_000);
  expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600, 600, 600]);
  expect(lines).toMatchObject([{ workId: 'one', msg: 'it failed' }]);
});

test('what was done is told anew when it fails anew, and other work is not held up', () => {
  const { log, lines } = keptLog();
  const failing = createFailingWork(log, 'workId', 'it failed', () => 0);
  failing.failed('one', new Error('first'));
  expect([failing.isDue('one'), failing.isDue('two'), failing.resting()]).toEqual([false, true, ['one']]);
  failing.forget('one');
  expect([failing.isDue('one'), failing.resting()]).toEqual([true, []]);
  failing.failed('one', new Error('second'));
  expect(lines).toHaveLength(2);
});

test('what is still to be done keeps its pause, and the rest is forgotten', () => {
  const { log, lines } = keptLog();
  const failing = createFailingWork(log, 'workId', 'it failed', () => 0);
  for (const id of ['one', 'two', 'three']) failing.failed(id, new Error('first'));
  failing.keepOnly(['two', 'four']);
  expect([failing.ids(), failing.resting()]).toEqual([['two'], ['two']]);
  failing.failed('two', new Error('second'));
  expect(lines).toHaveLength(3);
});
