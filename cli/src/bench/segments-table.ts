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
      ['bora against the script', `${file.boraVsScript.seconds} ×`, `${file.boraVsScript.peakMb} ×`],
    ],
  );
  const byRows = markdownTable(
    ['algorithm', 'customers', 'seconds', 'µs a customer', 'against the size before', 'peak MB'],
    clustering.map(({ algorithm, customers, seconds, microsecondsPerCustomer, growth, peakMb }) => [
      algorithm,
      formatCount(customers),
      seconds,
      microsecondsPerCustomer.toFixed(1),
      growth === null ? '' : `${growth} ×`,
      peakMb,
    ]),
  );
  const where = `${machine.processors} × ${machine.processor}, ${machine.system}; medians of ${rounds} rounds`;
  const quality = `inertia of bora's segments against the script's: ${file.boraVsScript.inertia} ×`;
  return [fromFile, quality, byRows, where].join('\n\n');
}
