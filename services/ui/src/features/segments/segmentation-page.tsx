import type { SegmentationRun } from '@bora/contracts';
import { useParams } from 'react-router';
import { Answered } from '../../shared/answered.tsx';
import { sayMoment } from '../../shared/say-numbers.ts';
import { Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { DownloadMembers } from './download-members.tsx';
import { MemberScatter } from './member-scatter.tsx';
import { SegmentationProgress } from './segmentation-progress.tsx';
import { SegmentationReport } from './segmentation-report.tsx';
import { useSegmentation } from './use-segmentation.ts';

const said = texts.segments;

/** One segmentation: its progress while it runs, then its segments. */
export function SegmentationPage() {
  const { segmentationId = '' } = useParams();
  const query = useSegmentation(segmentationId);
  usePageTitle(query.data ? `${said.title}: ${query.data.fileName || texts.files.unnamed}` : said.title);
  return (
    <Answered
      query={query}
      unknown={{ heading: said.title, title: said.unknown, advice: said.unknownAdvice }}
    >
      {(run) => <KnownSegmentation run={run} />}
    </Answered>
  );
}

function KnownSegmentation({ run }: { run: SegmentationRun }) {
  const { id, summary, failure } = run;
  const about = [sayMoment(run.createdAt)];
  if (run.layout) about.push(said.layoutNamed(run.layout));
  return (
    <div className="space-y-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="[overflow-wrap:anywhere]">{run.fileName || texts.files.unnamed}</h1>
          <p className="help [overflow-wrap:anywhere]">{said.about(about)}</p>
        </div>
        {summary && <DownloadMembers id={id} summary={summary} />}
      </div>
      {run.endedAt === null && <SegmentationProgress run={run} />}
      {failure && (
        <Notice kind="error" title={said.failed}>
          {failure.message}
        </Notice>
      )}
      {run.state === 'cancelled' && (
        <Notice kind="warning" title={said.cancelled}>
          {said.cancelledDetail}
        </Notice>
      )}
      {summary && (
        <SegmentationReport
          report={summary}
          scatter={<MemberScatter id={id} segments={summary.segments} />}
        />
      )}
    </div>
  );
}
