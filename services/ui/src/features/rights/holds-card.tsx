import type { Hold } from '@bora/contracts';
import { Link } from 'react-router';
import { May } from '../../shared/account/may.tsx';
import { batchAddress } from '../../shared/addresses.ts';
import { Answered } from '../../shared/answered.tsx';
import { Confirmation } from '../../shared/controls/confirmation.tsx';
import { sayMoment } from '../../shared/say-numbers.ts';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { NewHoldForm } from './new-hold-form.tsx';
import { type useHolds, useReleaseHold } from './use-holds.ts';

const said = texts.rights.hold;

interface HoldsCardProps {
  readonly applicantId: string;
  readonly query: ReturnType<typeof useHolds>;
}

/** What keeps an applicant from erasure; whoever may place holds places and releases them. */
export function HoldsCard({ applicantId, query }: HoldsCardProps) {
  return (
    <section className="card space-y-3" aria-labelledby="applicant-hold">
      <h2 id="applicant-hold">{said.title}</h2>
      <p>{said.about}</p>
      <Answered query={query}>
        {({ holds }) =>
          holds.length === 0 ? (
            <p className="text-soft">{said.none}</p>
          ) : (
            <ul className="space-y-3" aria-label={said.list}>
              {holds.map((hold) => (
                <HoldInForce key={hold.id} hold={hold} />
              ))}
            </ul>
          )
        }
      </Answered>
      <May do="hold:manage">
        <NewHoldForm applicantId={applicantId} />
      </May>
    </section>
  );
}

function HoldInForce({ hold: { id, batchId, reason, placedAt } }: { hold: Hold }) {
  const release = useReleaseHold();
  return (
    <li className="space-y-2 rounded-lg border border-line p-3">
      <p className="[overflow-wrap:anywhere]">{reason}</p>
      <p className="help">{said.placed(sayMoment(placedAt))}</p>
      {batchId && (
        <p className="help">
          {said.ofFile} <Link to={batchAddress(batchId)}>{said.file}</Link>
        </p>
      )}
      {release.isError && <Failure error={release.error} />}
      <May do="hold:manage">
        <Confirmation
          action={said.release}
          title={said.releaseTitle}
          isDisabled={release.isPending}
          onConfirm={() => release.mutate(id)}
        >
          {batchId ? said.releaseFile : said.releaseDetail}
        </Confirmation>
      </May>
    </li>
  );
}
