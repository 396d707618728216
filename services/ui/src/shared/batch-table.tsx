import type { Batch } from '@bora/contracts';
import { Link } from 'react-router';
import { batchAddress } from './addresses.ts';
import { type PlainColumn, PlainTable } from './plain-table.tsx';
import { sayCount, sayMoment } from './say-numbers.ts';
import { texts } from './texts.ts';
import { TrialMark } from './trial-mark.tsx';

const said = texts.files;

const columns: readonly PlainColumn<Batch>[] = [
  {
    name: said.name,
    look: 'name',
    cell: ({ id, fileName, trial }) => (
      <>
        <Link to={batchAddress(id)}>{fileName || said.unnamed}</Link> {trial && <TrialMark />}
      </>
    ),
  },
  { name: said.state, cell: ({ state }) => texts.batchState[state] },
  { name: said.scored, look: 'number', cell: ({ rowsScored }) => sayCount(rowsScored) },
  { name: said.rejected, look: 'number', cell: ({ rowsRejected }) => sayCount(rowsRejected) },
  { name: said.uploaded, look: 'moment', cell: ({ createdAt }) => sayMoment(createdAt) },
];

/** Files that were uploaded, with what became of them. */
export function BatchTable({ batches }: { batches: readonly Batch[] }) {
  return <PlainTable label={said.title} columns={columns} rows={batches} keyOf={({ id }) => id} />;
}
