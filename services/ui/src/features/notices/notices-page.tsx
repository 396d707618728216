import type { DueNoticeList } from '@bora/contracts';
import { buttonLook } from '../../shared/controls/button.tsx';
import { Confirmation } from '../../shared/controls/confirmation.tsx';
import { PlainRows } from '../../shared/plain-rows.tsx';
import { sayCount, sayMoment } from '../../shared/say-numbers.ts';
import { Failure, Loading, Notice } from '../../shared/states.tsx';
import { workTexts } from '../../shared/texts/work.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { useDueNotices, useIssue } from './use-notices.ts';

const said = workTexts.notices;

/** Who has to be told, and by when. */
export function NoticesPage() {
  usePageTitle(said.title);
  const { data, error, isError, isPending, refetch } = useDueNotices();
  return (
    <div className="space-y-5">
      <div>
        <h1>{said.title}</h1>
        <p className="mt-1 max-w-3xl text-soft">{said.introduction}</p>
      </div>
      {isError && <Failure error={error} onRetry={() => refetch()} />}
      {isPending && <Loading />}
      {data?.daysToSend === null && <Notice kind="info" title={said.unknown} />}
      {data && data.missing.length > 0 && (
        <Notice kind="warning" title={said.missing(data.missing.join(', '))} />
      )}
      {data && data.daysToSend !== null && <DueNotices list={data} />}
    </div>
  );
}

function DueNotices({ list }: { list: DueNoticeList }) {
  const issue = useIssue();
  const mayIssue = list.missing.length === 0;
  const row = ({ decisionId, applicantId, decidedAt, daysLeft }: DueNoticeList['notices'][number]) => ({
    key: decisionId,
    cells: [
      <span key="applicant" className="[overflow-wrap:anywhere]">
        {applicantId || workTexts.referrals.noId}
      </span>,
      sayMoment(decidedAt),
      <span key="days" className={daysLeft < 0 ? 'font-semibold text-decline' : ''}>
        {daysLeft}
      </span>,
      mayIssue && (
        <div key="notice" className="flex flex-wrap gap-2">
          <a
            className={buttonLook('plain')}
            href={noticeAddress(decisionId)}
            target="_blank"
            rel="noreferrer"
          >
            {said.draft}
          </a>
          <Confirmation
            action={said.issue}
            title={said.issueTitle}
            look="main"
            isDisabled={issue.isPending}
            onConfirm={() => issue.mutate(decisionId)}
          >
            {said.issueDetail}
          </Confirmation>
        </div>
      ),
    ],
  });
  return (
    <section className="card space-y-3" aria-label={said.title}>
      {issue.isError && <Failure error={issue.error} />}
      {issue.data && (
        <Notice kind="good" title={said.issued}>
          <a href={issue.data.location} target="_blank" rel="noreferrer">
            {said.print}
          </a>
        </Notice>
      )}
      {list.total === 0 && <p className="text-soft">{said.none}</p>}
      {list.total > 0 && (
        <>
          <p className="help">
            {said.summary(
              sayCount(list.total),
              sayCount(list.overdue),
              list.total > list.notices.length ? sayCount(list.notices.length) : null,
            )}
          </p>
          <PlainRows label={said.title} columns={said.columns} rows={list.notices.map(row)} />
        </>
      )}
    </section>
  );
}

const noticeAddress = (decisionId: string) => `/v1/decisions/${decisionId}/notice.html`;
