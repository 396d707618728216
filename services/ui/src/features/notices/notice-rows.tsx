import type { NoticeItem } from '@bora/contracts';
import { buttonLook } from '../../shared/controls/button.tsx';
import { Confirmation } from '../../shared/controls/confirmation.tsx';
import { PlainRows } from '../../shared/plain-rows.tsx';
import { sayMoment } from '../../shared/say-numbers.ts';
import { workTexts } from '../../shared/texts/work.ts';
import type { useIssue } from './use-notices.ts';

const said = workTexts.notices;

interface NoticeRowsProps {
  readonly notices: readonly NoticeItem[];
  /** Absent where nothing can be issued. */
  readonly issue: ReturnType<typeof useIssue> | undefined;
}

/** Declined decisions with the days that are left, and the way to their notices. */
export function NoticeRows({ notices, issue }: NoticeRowsProps) {
  const rows = notices.map((one) => ({
    key: one.decisionId,
    cells: [
      <span key="applicant" className="block min-w-20 [overflow-wrap:anywhere]">
        {one.applicantId || workTexts.referrals.noId}
      </span>,
      <time key="decided" dateTime={one.decidedAt} className="sm:whitespace-nowrap">
        {sayMoment(one.decidedAt)}
      </time>,
      <DaysLeft key="days" one={one} />,
      <NoticeLinks key="notice" one={one} issue={issue} />,
    ],
  }));
  return <PlainRows label={said.title} columns={said.columns} rows={rows} isStacked />;
}

function DaysLeft({ one: { issuedAt, daysLeft } }: { one: NoticeItem }) {
  if (issuedAt) return said.issuedOn(sayMoment(issuedAt));
  return <span className={daysLeft < 0 ? 'font-semibold text-decline' : ''}>{daysLeft}</span>;
}

function NoticeLinks({ one, issue }: { one: NoticeItem; issue: NoticeRowsProps['issue'] }) {
  const { decisionId, issuedAt } = one;
  if (!issuedAt && !issue) return null;
  return (
    <div className="flex flex-wrap gap-2">
      <a
        className={buttonLook('plain')}
        href={`/v1/decisions/${decisionId}/notice.html`}
        target="_blank"
        rel="noreferrer"
      >
        {issuedAt ? said.print : said.draft}
      </a>
      {!issuedAt && issue && (
        <Confirmation
          action={said.issue}
          title={said.issueTitle}
          look="main"
          isDisabled={issue.isPending}
          onConfirm={() => issue.mutate(decisionId)}
        >
          {said.issueDetail}
        </Confirmation>
      )}
    </div>
  );
}
