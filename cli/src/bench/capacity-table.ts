import { formatCount } from '../terminal/figures.ts';
import { type Cell, markdownTable } from '../terminal/table.ts';
import { bytesPerRow, type CapacityResults } from './measure-capacity.ts';

/** The figures for people. */
export function capacityTable(results: CapacityResults): string {
  const { rows, fileBytes, machine, source, processorSeconds, peakBytes } = results;
  const perRow = bytesPerRow(results);
  const bytes = markdownTable(
    ['a row takes', 'bytes', 'for'],
    [
      ['in the file', Math.round(fileBytes / rows), ''],
      ['in Redis, waiting', perRow.waiting, 'until its chunk is scored'],
      ['in Redis, scored', perRow.scored, 'RESULT_DAYS'],
      ['in the object store', perRow.stored, 'as long as the record holds the batch'],
      ['in PostgreSQL, indexes included', perRow.decisions, 'the term of the compliance profile'],
    ],
  );
  const cost = (name: string, seconds: number | null): Cell[] => [
    name,
    seconds === null ? 'unknown' : formatCount(rows / Math.max(seconds, 0.01)),
    formatMegabytes(peakBytes[name]),
  ];
  const cores = markdownTable(
    ['process', 'rows a core-second', 'peak memory, MB'],
    [
      cost('worker', processorSeconds.worker),
      cost('api', processorSeconds.api),
      cost('redis', processorSeconds.redis),
      cost('postgres', processorSeconds.postgres),
    ],
  );
  const where = `${formatCount(rows)} rows, ${source}; ${machine.processors} × ${machine.processor}, ${machine.system}`;
  return [bytes, cores, where].join('\n\n');
}

function formatMegabytes(bytes: number | undefined): string {
  return bytes === undefined ? '' : Math.round(bytes / 1e6).toString();
}
