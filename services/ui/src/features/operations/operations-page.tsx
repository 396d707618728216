import type { HealthCheck, Operations, Readiness } from '@bora/contracts';
import type { ReactNode } from 'react';
import { BatchTable } from '../../shared/batch-table.tsx';
import { useBatches } from '../../shared/requests/use-batches.ts';
import { sayCount, sayMoment } from '../../shared/say-numbers.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { useOperations, useReadiness } from './use-operations.ts';

const recentFiles = 20;
const said = texts.operations;

/** Whether everything runs, how much waits, who works. Kept current by itself. */
export function OperationsPage() {
  usePageTitle(said.title);
  const readiness = useReadiness();
  const operations = useOperations();
  const batches = useBatches(recentFiles);
  const running = batches.data?.pages[0]?.batches.filter(({ endedAt }) => endedAt === null) ?? [];
  return (
    <div className="space-y-5">
      <div>
        <h1>{said.title}</h1>
        <p className="mt-1 text-soft">{said.introduction}</p>
      </div>
      <Card title={said.health}>
        {readiness.isError && <Failure error={readiness.error} onRetry={() => readiness.refetch()} />}
        {readiness.isPending && <Loading />}
        {readiness.data && <Health readiness={readiness.data} />}
      </Card>
      {operations.isError && <Failure error={operations.error} onRetry={() => operations.refetch()} />}
      {operations.isPending && <Loading />}
      {operations.data && <AtWork operations={operations.data} />}
      <Card title={said.running}>
        {running.length === 0 ? (
          <p className="text-soft">{said.nothingRuns}</p>
        ) : (
          <BatchTable batches={running} />
        )}
      </Card>
    </div>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card" aria-label={title}>
      <h2 className="mb-2">{title}</h2>
      {children}
    </section>
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
    <dl className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
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

function AtWork({ operations: { queues, workers, failures } }: { operations: Operations }) {
  return (
    <>
      <Card title={said.queues}>
        <Rows
          columns={[said.queue, said.waiting, said.active, said.delayed, said.failed]}
          rows={queues.map((queue) => [
            said.queueName(queue.name),
            sayCount(queue.waiting),
            sayCount(queue.active),
            sayCount(queue.delayed),
            sayCount(queue.failed),
          ])}
        />
      </Card>
      <Card title={said.workers}>
        {workers.length === 0 && <p className="text-decline">{said.noWorkers}</p>}
        {workers.length > 0 && (
          <Rows
            columns={[said.worker, said.since, said.backend, said.threads, said.models]}
            rows={workers.map((worker) => [
              worker.id,
              sayMoment(worker.startedAt),
              worker.backend,
              sayCount(worker.threads),
              worker.models.map(({ name, version }) => `${name} ${version}`).join(', ') || texts.none,
            ])}
          />
        )}
      </Card>
      {failures.length > 0 && (
        <Card title={said.failures}>
          <Rows
            columns={[said.queue, said.when, said.reason]}
            rows={failures.map(({ queue, failedAt, reason }) => [
              said.queueName(queue),
              failedAt ? sayMoment(failedAt) : texts.none,
              reason,
            ])}
          />
        </Card>
      )}
    </>
  );
}

function Rows({ columns, rows }: { columns: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={columns[0]}>
      <table className="plain-table numbers [&_td:not(:last-child)]:whitespace-nowrap">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells.join(' ')}>
              {cells.map((cell, index) => (
                <td key={columns[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
