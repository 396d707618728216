import { expect, test } from 'vitest';
import { z } from 'zod';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

const Results = z.object({
  rows: z.literal(2_000),
  simulationRowsPerSecond: z.number().positive(),
  simulationVsScoring: z.number().positive(),
  simulationVsDeciding: z.number().positive(),
  smallPeakMb: z.number().positive(),
  largePeakMb: z.number().positive(),
  peakBytesPerRow: z.number(),
  largeRowsPerSecond: z.number().positive(),
});

test('bora bench simulation replays and scores the same file and holds its memory beside a smaller one', async () => {
  const terminal = memoryTerminal();
  const args = ['--quick', '--small-rows', '500', '--large-rows', '3000', '--rows', '2000', '--json'];
  expect(await runProgram(['bench', 'simulation', ...args], terminal)).toBe(0);
  const { runs } = z
    .object({ runs: z.record(z.string(), z.array(z.unknown())) })
    .parse(JSON.parse(terminal.out));
  Results.parse(JSON.parse(terminal.out));
  expect(Object.values(runs).map((taken) => taken.length)).toEqual([1, 1, 1, 1, 1]);
}, 300_000);
