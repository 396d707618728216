import type { QueueItem } from '@bora/contracts';
import { Link } from 'react-router';
import { referralAddress } from '../../shared/addresses.ts';
import { FinalDecision } from '../../shared/final-decision.tsx';
import { Moment } from '../../shared/moment.tsx';
import { PlainRows } from '../../shared/plain-rows.tsx';
import { MorePages } from '../../shared/record/more-pages.tsx';
import { useWorkSearch, WorkSearchForm } from '../../shared/record/work-search.tsx';
import { sayCount, sayPd } from '../../shared/say-numbers.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { workTexts } from '../../shared/texts/work.ts';
import { useReferQueue } from './use-refer-queue.ts';

const said = workTexts.referrals;

/** Decisions that wait for a person, or that a person settled, searched and a page at a time. */
export function ReferQueueCard() {
  const { search, show } = useWorkSearch();
  const queue = useReferQueue(search);
  const items = queue.data?.pages.flatMap((page) => page.items) ?? [];
  const waiting = queue.data?.pages[0]?.waiting ?? 0;
  return (
    <>
      <WorkSearchForm
        key={JSON.stringify(search)}
        search={search}
        states={{ usual: said.open, other: ['settled', said.settled] }}
        mine={said.mine}
        onSearch={show}
      />
      <section className="card space-y-3" aria-label={said.title}>
        {queue.isError && <Failure error={queue.error} onRetry={() => queue.refetch()} />}
        {queue.isPending && <Loading />}
        {queue.data && (
          <p className="help">{waiting === 0 ? said.none : said.total(waiting, sayCount(waiting))}</p>
        )}
        {queue.data && waiting > 0 && items.length === 0 && (
          <p className="text-soft">{workTexts.search.nothing}</p>
        )}
        {items.length > 0 && <PlainRows label={said.title} columns={said.columns} rows={items.map(rowOf)} />}
        <MorePages pages={queue} />
      </section>
    </>
  );
}

function rowOf(item: QueueItem) {
  const { decisionId, applicantId, decidedAt, score, pd, claimedBy } = item;
  return {
    key: decisionId,
    cells: [
      <Link
        key="applicant"
        className="block min-w-20 [overflow-wrap:anywhere]"
        to={referralAddress(decisionId)}
      >
        {applicantId || said.noId}
      </Link>,
      <Moment key="decided" at={decidedAt} />,
      <FinalDecision key="decision" one={item} />,
      sayCount(score),
      sayPd(pd),
      sayWaitsFor(item),
      claimedBy?.name ?? item.overriddenBy?.name ?? said.nobody,
    ],
  };
}

function sayWaitsFor({ waitsFor, proposedBy }: QueueItem): string {
  if (waitsFor === null) return said.isSettled;
  return proposedBy
    ? `${said.waitsFor[waitsFor]} (${said.proposedBy(proposedBy.name)})`
    : said.waitsFor[waitsFor];
}
