import { pino } from 'pino';
import { expect, test } from 'vitest';
import { repeat } from '../src/repeat.ts';

test('a task that fails for long is tried at the same pace and told ever more rarely, and once when it works again', async () => {
  const lines: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  let runs = 0;
  const task = async () => {
    runs += 1;
    if (runs <= 20) throw Object.assign(new Error('secret'), { code: 'away' });
    if (runs === 22) throw Object.assign(new Error('secret'), { code: 'other' });
  };
  const repeated = repeat('t', 0, task, log);
  await expect.poll(() => runs).toBeGreaterThan(22);
  await repeated.stop();
  expect(lines.map(({ msg, code, failures }) => [msg, code, failures])).toEqual([
    ...[1, 2, 4, 8, 16].map((count) => ['upkeep failed; trying again', 'away', count]),
    ['upkeep works again', undefined, 20],
    ['upkeep failed; trying again', 'other', 1],
    ['upkeep works again', undefined, 1],
  ]);
  expect(JSON.stringify(lines)).not.toContain('secret');
});
