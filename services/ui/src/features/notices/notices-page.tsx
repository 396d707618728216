import { PageHeading } from '../../shared/page-heading.tsx';
import { MorePages } from '../../shared/record/more-pages.tsx';
import { useWorkSearch, WorkSearchForm } from '../../shared/record/work-search.tsx';
import { sayCount } from '../../shared/say-numbers.ts';
import { Failure, Loading, Notice } from '../../shared/states.tsx';
import { workTexts } from '../../shared/texts/work.ts';
import { NoticeRows } from './notice-rows.tsx';
import { useIssue, useNotices } from './use-notices.ts';

const said = workTexts.notices;

/** Who has to be told, and by when; or who was told. */
export function NoticesPage() {
  const { search, show } = useWorkSearch();
  const pages = useNotices(search);
  const [first] = pages.data?.pages ?? [];
  return (
    <div className="space-y-5">
      <PageHeading title={said.title} introduction={said.introduction} />
      {first?.daysToSend === null && <Notice kind="info" title={said.unknown} />}
      {first && first.missing.length > 0 && (
        <Notice kind="warning" title={said.missing(first.missing.join(', '))} />
      )}
      <WorkSearchForm
        key={JSON.stringify(search)}
        search={search}
        states={{ usual: said.due, other: ['issued', said.issuedState] }}
        mine={said.mine}
        onSearch={show}
      />
      {pages.isError && <Failure error={pages.error} onRetry={() => pages.refetch()} />}
      {pages.isPending && <Loading />}
      {first && first.daysToSend !== null && <FoundNotices pages={pages} />}
    </div>
  );
}

function FoundNotices({ pages }: { pages: ReturnType<typeof useNotices> }) {
  const issue = useIssue();
  const notices = pages.data?.pages.flatMap((page) => page.notices) ?? [];
  const first = pages.data?.pages[0];
  if (!first) return null;
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
      <p className="help">
        {first.due === 0 ? said.none : said.summary(sayCount(first.due), sayCount(first.overdue))}
      </p>
      {first.due > 0 && notices.length === 0 && <p className="text-soft">{workTexts.search.nothing}</p>}
      {notices.length > 0 && (
        <NoticeRows notices={notices} issue={first.missing.length === 0 ? issue : undefined} />
      )}
      <MorePages pages={pages} />
    </section>
  );
}
