import type { HealthCheck, Operations, Readiness } from '@bora/contracts';
import type { ReactNode } from 'react';
import { Answered } from '../../shared/answered.tsx';
import { BatchTable } from '../../shared/batch-table.tsx';
import { PageHeading } from '../../shared/page-heading.tsx';
import { type PlainColumn, PlainTable } from '../../shared/plain-table.tsx';
import { useBatches } from '../../shared/requests/use-batches.ts';
import { sayCount, sayMoment } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';
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
      <Answered query={operations}>{(data) => <AtWork operations={data} />}</Answered>
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

type Of<Key extends keyof Operations> = PlainColumn<Operations[Key][number]>;

const count = (name: string, key: 'waiting' | 'active' | 'delayed' | 'failed'): Of<'queues'> => ({
  name,
  look: 'number',
  cell: (queue) => sayCount(queue[key]),
});

const queueColumns: readonly Of<'queues'>[] = [
  { name: said.queue, look: 'moment', cell: ({ name }) => said.queueName(name) },
  count(said.waiting, 'waiting'),
  count(said.active, 'active'),
  count(said.delayed, 'delayed'),
  count(said.failed, 'failed'),
];

const workerColumns: readonly Of<'workers'>[] = [
  { name: said.worker, look: 'moment', cell: ({ id }) => id },
  { name: said.since, look: 'moment', cell: ({ startedAt }) => sayMoment(startedAt) },
  { name: said.backend, cell: ({ backend }) => backend },
  { name: said.threads, look: 'number', cell: ({ threads }) => sayCount(threads) },
  {
    name: said.models,
    look: 'name',
    cell: ({ models }) => models.map(({ name, version }) => `${name} ${version}`).join(', ') || texts.none,
  },
];

const failureColumns: readonly Of<'failures'>[] = [
  { name: said.queue, look: 'moment', cell: ({ queue }) => said.queueName(queue) },
  {
    name: said.when,
    look: 'moment',
    cell: ({ failedAt }) => (failedAt ? sayMoment(failedAt) : texts.none),
  },
  { name: said.reason, look: 'name', cell: ({ reason }) => reason },
];

function AtWork({ operations: { queues, workers, failures } }: { operations: Operations }) {
  return (
    <>
      <Card title={said.queues}>
        <PlainTable label={said.queues} columns={queueColumns} rows={queues} keyOf={({ name }) => name} />
      </Card>
      <Card title={said.workers}>
        {workers.length === 0 && <p className="text-decline">{said.noWorkers}</p>}
        {workers.length > 0 && (
          <PlainTable label={said.workers} columns={workerColumns} rows={workers} keyOf={({ id }) => id} />
        )}
      </Card>
      {failures.length > 0 && (
        <Card title={said.failures}>
          <PlainTable
            label={said.failures}
            columns={failureColumns}
            rows={failures}
            keyOf={({ queue, failedAt, reason }) => `${queue} ${failedAt} ${reason}`}
          />
        </Card>
      )}
    </>
  );
}
