import type { HealthCheck, Readiness } from '@bora/contracts';
import { Answered } from '../../shared/answered.tsx';
import { BatchTable } from '../../shared/batch-table.tsx';
import { PageHeading } from '../../shared/page-heading.tsx';
import { useBatches } from '../../shared/requests/use-batches.ts';
import { texts } from '../../shared/texts.ts';
import { AtWork } from './at-work.tsx';
import { Card } from './card.tsx';
import { RecordAndDrift } from './record-and-drift.tsx';
import { useOperations, useReadiness } from './use-operations.ts';

const recentFiles = 20;
const said = texts.operations;

/** Whether everything runs, how much waits, who works. Kept current by itself. */
export function OperationsPage() {
  const readiness = useReadiness();
  const operations = useOperations();
  const batches = useBatches(recentFiles);
  return (
    <div className="space-y-5">
      <PageHeading title={said.title} introduction={said.introduction} />
      <Card title={said.health}>
        <Answered query={readiness}>{(data) => <Health readiness={data} />}</Answered>
      </Card>
      <Answered query={operations}>
        {(data) => (
          <>
            <AtWork operations={data} />
            <RecordAndDrift operations={data} />
          </>
        )}
      </Answered>
      <Card title={said.running}>
        <Answered query={batches}>
          {({ pages }) => {
            const running = pages[0]?.batches.filter(({ endedAt }) => endedAt === null) ?? [];
            if (running.length === 0) return <p className="text-soft">{said.nothingRuns}</p>;
            return <BatchTable batches={running} />;
          }}
        </Answered>
      </Card>
    </div>
  );
}

const looks: Record<HealthCheck['status'], string> = {
  ok: 'bg-approve-soft text-approve',
  degraded: 'bg-refer-soft text-refer',
  failed: 'bg-decline-soft text-decline',
};

function Health({ readiness: { checks } }: { readiness: Readiness }) {
  const parts = ['redis', 'database', 'objectStore', 'champion', 'workers'] as const;
  return (
    <dl className="grid gap-3 sm:grid-cols-2 lg:grid-cols-5">
      {parts.map((part) => (
        <div key={part}>
          <dt className="label">{said.part[part]}</dt>
          <dd>
            <span
              className={`inline-block rounded-full px-2.5 py-0.5 text-sm font-semibold ${looks[checks[part].status]}`}
            >
              {said.status[checks[part].status]}
            </span>
            {checks[part].message && <p className="mt-1">{checks[part].message}</p>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
