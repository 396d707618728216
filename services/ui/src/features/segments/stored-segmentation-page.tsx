import { useParams } from 'react-router';
import { ApiError } from '../../shared/api.ts';
import { Failure, Loading, Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { SegmentationReport } from './segmentation-report.tsx';
import { useStoredReport } from './use-stored-report.ts';

const said = texts.segments;

/** The segments that are live under a name. */
export function StoredSegmentationPage() {
  const { name = '' } = useParams();
  const { data: report, error, isError, refetch } = useStoredReport(name);
  usePageTitle(`${said.title}: ${name}`);
  const isUnknown = error instanceof ApiError && error.status === 404;
  return (
    <div className="space-y-5">
      <div>
        <h1 className="[overflow-wrap:anywhere]">{name}</h1>
        {report && (
          <p className="help [overflow-wrap:anywhere]">
            {said.about([
              said.storedVersion(report.segmentation.split('/')[1] ?? ''),
              said.layoutNamed(report.layout),
            ])}
          </p>
        )}
      </div>
      {!report && !isError && <Loading />}
      {isUnknown && (
        <Notice kind="warning" title={said.unknown}>
          {said.unknownStored}
        </Notice>
      )}
      {isError && !isUnknown && <Failure error={error} onRetry={() => refetch()} />}
      {report && <SegmentationReport report={report} scatter={<p className="help">{said.notKept}</p>} />}
    </div>
  );
}
