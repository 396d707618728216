import { Link } from 'react-router';
import { applicantDecisionsAddress } from '../../shared/addresses.ts';
import { Answered } from '../../shared/answered.tsx';
import { sayMoment } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';
import type { FoundDecisions as Found, useFoundDecisions } from './use-found-decisions.ts';

const said = texts.rights;

interface FoundDecisionsProps {
  readonly applicantId: string;
  readonly query: ReturnType<typeof useFoundDecisions>;
}

/** How much is on record of a number, so that a mistyped one is seen before anything is done. */
export function FoundDecisions({ applicantId, query }: FoundDecisionsProps) {
  return (
    <section className="card space-y-2" aria-labelledby="applicant-found">
      <h2 id="applicant-found" className="[overflow-wrap:anywhere]">
        {said.about(applicantId)}
      </h2>
      <Answered query={query}>{(found) => <Counted applicantId={applicantId} found={found} />}</Answered>
    </section>
  );
}

function Counted({ applicantId, found }: { applicantId: string; found: Found }) {
  if (found.newestAt === undefined) return <p>{said.nobody}</p>;
  return (
    <p>
      {said.found(found.count, found.hasMore)}. {said.newest(sayMoment(found.newestAt))}{' '}
      <Link to={applicantDecisionsAddress(applicantId)}>{said.showDecisions}</Link>
    </p>
  );
}
