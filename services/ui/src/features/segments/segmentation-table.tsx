import type { SegmentationRun } from '@bora/contracts';
import { Link } from 'react-router';
import { segmentationAddress } from '../../shared/addresses.ts';
import { type PlainColumn, PlainTable } from '../../shared/plain-table.tsx';
import { sayCount, sayMoment } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.segments;

const columns: readonly PlainColumn<SegmentationRun>[] = [
  {
    name: said.file,
    look: 'name',
    cell: ({ id, fileName }) => <Link to={segmentationAddress(id)}>{fileName || texts.files.unnamed}</Link>,
  },
  { name: said.state, cell: ({ state }) => said.states[state] },
  { name: said.algorithm, cell: ({ asked }) => sayAlgorithm(asked.request.algorithm) },
  { name: said.layout, cell: ({ layout }) => layout ?? texts.none },
  {
    name: said.customers,
    look: 'number',
    cell: ({ customers }) => (customers === null ? texts.none : sayCount(customers)),
  },
  { name: said.made, look: 'moment', cell: ({ createdAt }) => sayMoment(createdAt) },
];

/** Segmentations that were asked for, with what became of them. */
export function SegmentationTable({ runs }: { runs: readonly SegmentationRun[] }) {
  return <PlainTable label={said.runs} columns={columns} rows={runs} keyOf={({ id }) => id} />;
}

function sayAlgorithm(asked: SegmentationRun['asked']['request']['algorithm']): string {
  return asked === 'auto' ? said.wasAutomatic : said.algorithmName[asked];
}
