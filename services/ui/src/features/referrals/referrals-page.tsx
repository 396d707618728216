import type { QueueItem } from '@bora/contracts';
import { Link } from 'react-router';
import { useMay } from '../../shared/account/use-account.ts';
import { referralAddress } from '../../shared/addresses.ts';
import { DecisionBadge } from '../../shared/decision-badge.tsx';
import { PlainRows } from '../../shared/plain-rows.tsx';
import { sayCount, sayMoment, sayShare } from '../../shared/say-numbers.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { workTexts } from '../../shared/texts/work.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { OverrideReportCard } from './override-report-card.tsx';
import { useReferQueue } from './use-work.ts';

const said = workTexts.referrals;

/** What waits for a person, and who overrode how much. */
export function ReferralsPage() {
  usePageTitle(said.title);
  const mayRead = useMay('override:report');
  return (
    <div className="space-y-5">
      <div>
        <h1>{said.title}</h1>
        <p className="mt-1 max-w-3xl text-soft">{said.introduction}</p>
      </div>
      {useMay('referral:settle') && <Queue />}
      {mayRead && <OverrideReportCard />}
    </div>
  );
}

function Queue() {
  const { data, error, isError, isPending, refetch } = useReferQueue();
  return (
    <section className="card space-y-3" aria-label={said.title}>
      {isError && <Failure error={error} onRetry={() => refetch()} />}
      {isPending && <Loading />}
      {data?.total === 0 && <p className="text-soft">{said.none}</p>}
      {data && data.total > 0 && (
        <>
          <p className="help">
            {said.total(
              sayCount(data.total),
              data.total > data.items.length ? sayCount(data.items.length) : null,
            )}
          </p>
          <PlainRows label={said.title} columns={said.columns} rows={data.items.map(rowOf)} />
        </>
      )}
    </section>
  );
}

function rowOf(item: QueueItem) {
  const { decisionId, applicantId, decidedAt, decided, score, pd, waitsFor, claimedBy, proposedBy } = item;
  return {
    key: decisionId,
    cells: [
      <Link key="applicant" to={referralAddress(decisionId)}>
        {applicantId || said.noId}
      </Link>,
      sayMoment(decidedAt),
      <DecisionBadge key="decided" decision={decided} />,
      sayCount(score),
      sayShare(pd),
      proposedBy
        ? `${said.waitsFor[waitsFor]} (${said.proposedBy(proposedBy.name)})`
        : said.waitsFor[waitsFor],
      claimedBy?.name ?? said.nobody,
    ],
  };
}
