import { Link } from 'react-router';
import { applicantDecisionsAddress } from '../addresses.ts';
import { Failure, Loading } from '../states.tsx';
import { texts } from '../texts.ts';
import { DecisionTable } from './decision-table.tsx';
import { anyDecision, useDecisions } from './use-decisions.ts';

interface ApplicantHistoryProps {
  /** Empty: nobody can be told apart. */
  readonly applicantId: string;
  /** The decision that is shown already. */
  readonly exceptId: string;
}

const shownAtOnce = 10;

/** What else was decided about an applicant. */
export function ApplicantHistory({ applicantId, exceptId }: ApplicantHistoryProps) {
  const said = texts.recordedDecision;
  const search = { ...anyDecision, applicantId };
  const { data, error, refetch, hasNextPage } = useDecisions(search, shownAtOnce + 1, applicantId !== '');
  if (applicantId === '') return null;
  const others = data?.pages[0]?.decisions.filter(({ id }) => id !== exceptId).slice(0, shownAtOnce);
  return (
    <section className="card print:hidden" aria-labelledby="applicant-history">
      <h2 id="applicant-history" className="mb-3">
        {said.history}
      </h2>
      {error && <Failure error={error} onRetry={() => refetch()} />}
      {!others && !error && <Loading />}
      {others?.length === 0 && <p className="text-soft">{said.noHistory}</p>}
      {others && others.length > 0 && <DecisionTable decisions={others} name={said.history} />}
      {hasNextPage && <Link to={applicantDecisionsAddress(applicantId)}>{said.allHistory}</Link>}
    </section>
  );
}
