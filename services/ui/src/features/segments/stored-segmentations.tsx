import type { StoredSegmentationList } from '@bora/contracts';
import { Link } from 'react-router';
import { storedSegmentationAddress } from '../../shared/addresses.ts';
import { sayCount, sayMoment } from '../../shared/say-numbers.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { useStoredSegmentations } from './use-stored-segmentations.ts';

const said = texts.segments;

/** Segmentations that are kept under a name, those that ship among them. */
export function StoredSegmentations() {
  const { data, error, isError, isPending, refetch } = useStoredSegmentations();
  return (
    <section className="card space-y-3" aria-label={said.stored}>
      <h2>{said.stored}</h2>
      <p className="text-soft">{said.storedAbout}</p>
      {isError && <Failure error={error} onRetry={() => refetch()} />}
      {isPending && <Loading />}
      {data?.segmentations.length === 0 && <p className="text-soft">{said.noStored}</p>}
      {data && data.segmentations.length > 0 && (
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={said.stored}>
          <table className="plain-table">
            <thead>
              <tr>
                <th>{said.name}</th>
                <th>{said.algorithm}</th>
                <th>{said.layout}</th>
                <th className="text-right">{said.customers}</th>
                <th>{said.made}</th>
              </tr>
            </thead>
            <tbody>
              {data.segmentations.map((entry) => (
                <Row key={entry.name} entry={entry} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row({ entry: { name, manifest } }: { entry: StoredSegmentationList['segmentations'][number] }) {
  if (!manifest) {
    return (
      <tr>
        <td>{name}</td>
        <td colSpan={4}>{said.unreadable}</td>
      </tr>
    );
  }
  return (
    <tr>
      <td className="min-w-32">
        <Link to={storedSegmentationAddress(name)}>{name}</Link>
      </td>
      <td>{said.algorithmName[manifest.algorithm]}</td>
      <td>{manifest.layout.id}</td>
      <td className="numbers text-right">{sayCount(manifest.data.customers)}</td>
      <td className="whitespace-nowrap">{sayMoment(manifest.createdAt)}</td>
    </tr>
  );
}
