import type { Batch } from '@bora/contracts';
import { Link } from 'react-router';
import { batchAddress } from './addresses.ts';
import { sayCount, sayMoment } from './say-numbers.ts';
import { texts } from './texts.ts';

/** Files that were uploaded, with what became of them. */
export function BatchTable({ batches }: { batches: readonly Batch[] }) {
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={texts.files.title}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{texts.files.name}</th>
            <th>{texts.files.state}</th>
            <th className="text-right">{texts.files.scored}</th>
            <th className="text-right">{texts.files.rejected}</th>
            <th>{texts.files.uploaded}</th>
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <tr key={batch.id}>
              <td className="min-w-40 max-w-80 [overflow-wrap:anywhere]">
                <Link to={batchAddress(batch.id)}>{batch.fileName || texts.files.unnamed}</Link>
              </td>
              <td>{texts.batchState[batch.state]}</td>
              <td className="numbers text-right">{sayCount(batch.rowsScored)}</td>
              <td className="numbers text-right">{sayCount(batch.rowsRejected)}</td>
              <td className="whitespace-nowrap">{sayMoment(batch.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
