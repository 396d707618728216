import { PlainRows } from '../../shared/plain-rows.tsx';
import { sayCount, sayShare } from '../../shared/say-numbers.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { workTexts } from '../../shared/texts/work.ts';
import { useOverrideReport } from './use-work.ts';

const said = workTexts.overrideReport;

/** Who overrode how much, in which direction, and what became of it. */
export function OverrideReportCard() {
  const { data, error, isError, isPending, refetch } = useOverrideReport(true);
  return (
    <section className="card space-y-3" aria-label={said.title}>
      <h2>{said.title}</h2>
      {isError && <Failure error={error} onRetry={() => refetch()} />}
      {isPending && <Loading />}
      {data?.officers.length === 0 && <p className="text-soft">{said.none}</p>}
      {data && data.officers.length > 0 && (
        <PlainRows
          label={said.title}
          columns={said.columns}
          rows={data.officers.map((row) => ({
            key: row.officer.id,
            cells: [
              row.officer.name,
              sayCount(row.referredApproved),
              sayCount(row.referredDeclined),
              sayCount(row.lowSide),
              sayCount(row.highSide),
              sayCount(row.upheld),
              sayCount(row.waiting),
              row.overrideRate === null ? '–' : sayShare(row.overrideRate),
              `${sayCount(row.bad)} / ${sayCount(row.outcomesKnown)}`,
            ],
          }))}
        />
      )}
    </section>
  );
}
