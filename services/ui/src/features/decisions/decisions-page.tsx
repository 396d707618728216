import { useLocation, useNavigate } from 'react-router';
import { Button } from '../../shared/controls/button.tsx';
import { DecisionTable, sayOfficer } from '../../shared/record/decision-table.tsx';
import { anyDecision, type TypedDecisionSearch, useDecisions } from '../../shared/record/use-decisions.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { DecisionSearchForm } from './decision-search.tsx';

const decisionsAtOnce = 50;

/** The record of decisions: searched, a page at a time. The search stands behind the hash, which no server is sent. */
export function DecisionsPage() {
  const said = texts.decisions;
  usePageTitle(said.title);
  const { hash } = useLocation();
  const navigate = useNavigate();
  const search: TypedDecisionSearch = {
    ...anyDecision,
    ...Object.fromEntries(new URLSearchParams(hash.slice(1))),
  };
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDecisions(
    search,
    decisionsAtOnce,
  );
  const decisions = data?.pages.flatMap((page) => page.decisions);
  const officers = new Map(decisions?.map((one) => [one.officer, sayOfficer(one)]));
  const show = (asked: TypedDecisionSearch) => {
    const given = Object.entries(asked).filter(([, value]) => value !== '');
    navigate({ hash: new URLSearchParams(given).toString() });
  };
  return (
    <div className="space-y-4">
      <h1>{said.title}</h1>
      <p className="text-soft">{said.introduction}</p>
      <DecisionSearchForm key={hash} search={search} officers={[...officers]} onSearch={show} />
      {error && <Failure error={error} onRetry={() => refetch()} />}
      {!decisions && !error && <Loading />}
      {decisions?.length === 0 && <p className="card">{said.nothing}</p>}
      {decisions && decisions.length > 0 && (
        <div className="card">
          <DecisionTable decisions={decisions} name={said.title} />
        </div>
      )}
      {hasNextPage && (
        <Button isDisabled={isFetchingNextPage} onPress={() => fetchNextPage()}>
          {said.more}
        </Button>
      )}
    </div>
  );
}
