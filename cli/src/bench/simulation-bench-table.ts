import { formatCount } from '../terminal/figures.ts';
import { markdownTable } from '../terminal/table.ts';
import type { SimulationBenchResults } from './measure-simulation.ts';

/** The figures for people. */
export function simulationBenchTable(results: SimulationBenchResults): string {
  const { machine, rounds, memoryRounds, rows, smallRows, largeRows, source } = results;
  const rates = markdownTable(
    [`${formatCount(rows)} rows`, 'rows/s', 'simulation is'],
    [
      ['simulation, every shipped scenario', formatCount(results.simulationRowsPerSecond), ''],
      [
        'scoring and deciding alone',
        formatCount(results.decidingRowsPerSecond),
        `${results.simulationVsDeciding} ×`,
      ],
      [
        'the same with reasons',
        formatCount(results.scoringRowsPerSecond),
        `${results.simulationVsScoring} ×`,
      ],
    ],
  );
  const memory = markdownTable(
    ['a simulation that writes its decisions', 'peak memory, MB'],
    [
      [`${formatCount(smallRows)} rows`, results.smallPeakMb],
      [
        `${formatCount(largeRows)} rows, ${formatCount(results.largeRowsPerSecond)} a second`,
        results.largePeakMb,
      ],
      ['a row more', `${results.peakBytesPerRow} bytes`],
    ],
  );
  const where =
    `${machine.processors} × ${machine.processor}, ${machine.system}; ${source}; ` +
    `medians of ${rounds} rounds, of memory ${memoryRounds}`;
  return [rates, memory, where].join('\n\n');
}
