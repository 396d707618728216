import { formatCount } from '../terminal/figures.ts';
import { markdownTable } from '../terminal/table.ts';
import type { SegmentBenchResults } from './measure-segments.ts';

/** The figures for people. */
export function segmentsTable({ machine, rounds, file, clustering }: SegmentBenchResults): string {
  const fromFile = markdownTable(
    [`${file.name}, to 5 segments`, 'seconds', 'peak MB'],
    [
      ['bora, streamed', file.bora.seconds, file.bora.peakMb],
      ['plain script, whole file in memory', file.script.seconds, file.script.peakMb],
    ],
  );
  const byRows = markdownTable(
    ['algorithm', 'customers', 'seconds', 'µs a customer', 'peak MB'],
    clustering.map(({ algorithm, customers, seconds, peakMb }) => [
      algorithm,
      formatCount(customers),
      seconds,
      ((1e6 * seconds) / customers).toFixed(1),
      peakMb,
    ]),
  );
  const where = `${machine.processors} × ${machine.processor}, ${machine.system}; medians of ${rounds} rounds`;
  return [fromFile, byRows, where].join('\n\n');
}
