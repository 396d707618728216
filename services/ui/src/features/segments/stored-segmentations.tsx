import type { StoredSegmentationList } from '@bora/contracts';
import { Link } from 'react-router';
import { storedSegmentationAddress } from '../../shared/addresses.ts';
import { Answered } from '../../shared/answered.tsx';
import { type PlainColumn, PlainTable } from '../../shared/plain-table.tsx';
import { sayCount, sayMoment } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';
import { useStoredSegmentations } from './use-stored-segmentations.ts';

const said = texts.segments;
type Entry = StoredSegmentationList['segmentations'][number];
type Manifest = NonNullable<Entry['manifest']>;

const ofManifest =
  (say: (manifest: Manifest) => string) =>
  ({ manifest }: Entry) =>
    manifest ? say(manifest) : texts.none;

const columns: readonly PlainColumn<Entry>[] = [
  {
    name: said.name,
    look: 'name',
    cell: ({ name, manifest }) =>
      manifest ? <Link to={storedSegmentationAddress(name)}>{name}</Link> : `${name}: ${said.unreadable}`,
  },
  { name: said.algorithm, cell: ofManifest(({ algorithm }) => said.algorithmName[algorithm]) },
  { name: said.layout, cell: ofManifest(({ layout }) => layout.id) },
  { name: said.customers, look: 'number', cell: ofManifest(({ data }) => sayCount(data.customers)) },
  { name: said.made, look: 'moment', cell: ofManifest(({ createdAt }) => sayMoment(createdAt)) },
];

/** Segmentations that are kept under a name, those that ship among them. */
export function StoredSegmentations() {
  return (
    <section className="card space-y-3" aria-label={said.stored}>
      <h2>{said.stored}</h2>
      <p className="text-soft">{said.storedAbout}</p>
      <Answered query={useStoredSegmentations()}>
        {({ segmentations }) =>
          segmentations.length === 0 ? (
            <p className="text-soft">{said.noStored}</p>
          ) : (
            <PlainTable
              label={said.stored}
              columns={columns}
              rows={segmentations}
              keyOf={({ name }) => name}
            />
          )
        }
      </Answered>
    </section>
  );
}
