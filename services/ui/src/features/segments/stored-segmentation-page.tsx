import { useParams } from 'react-router';
import { Answered } from '../../shared/answered.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { SegmentationReport } from './segmentation-report.tsx';
import { useStoredReport } from './use-stored-report.ts';

const said = texts.segments;

/** The segments that are live under a name. */
export function StoredSegmentationPage() {
  const { name = '' } = useParams();
  const query = useStoredReport(name);
  usePageTitle(`${said.title}: ${name}`);
  return (
    <div className="space-y-5">
      <div>
        <h1 className="[overflow-wrap:anywhere]">{name}</h1>
        {query.data && (
          <p className="help [overflow-wrap:anywhere]">
            {said.about([
              said.storedVersion(query.data.segmentation.split('/')[1] ?? ''),
              said.layoutNamed(query.data.layout),
            ])}
          </p>
        )}
      </div>
      <Answered query={query} unknown={{ title: said.unknown, advice: said.unknownStored }}>
        {(report) => <SegmentationReport report={report} scatter={<p className="help">{said.notKept}</p>} />}
      </Answered>
    </div>
  );
}
