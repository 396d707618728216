import type { Operations } from '@bora/contracts';
import { May } from '../../shared/account/may.tsx';
import { type PlainColumn, PlainTable } from '../../shared/plain-table.tsx';
import { sayAge, sayCount, sayMoment } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';
import { Card } from './card.tsx';

const said = texts.operations;

type Of<Key extends 'queues' | 'workers' | 'failures'> = PlainColumn<Operations[Key][number]>;

const count = (name: string, key: 'waiting' | 'active' | 'delayed' | 'failed'): Of<'queues'> => ({
  name,
  look: 'number',
  cell: (queue) => sayCount(queue[key]),
});

const queueColumns: readonly Of<'queues'>[] = [
  { name: said.queue, look: 'name', cell: ({ name }) => said.queueName(name) },
  count(said.waiting, 'waiting'),
  {
    name: said.oldest,
    look: 'number',
    cell: ({ oldestWaitingAt }) => (oldestWaitingAt ? sayAge(oldestWaitingAt) : texts.none),
  },
  count(said.active, 'active'),
  count(said.delayed, 'delayed'),
  count(said.failed, 'failed'),
];

const workerColumns: readonly Of<'workers'>[] = [
  { name: said.worker, look: 'name', cell: ({ id }) => id },
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

/** Queues, workers, and the jobs that failed. */
export function AtWork({ operations: { queues, workers, failures } }: { operations: Operations }) {
  return (
    <>
      <Card title={said.queues}>
        <PlainTable label={said.queues} columns={queueColumns} rows={queues} keyOf={({ name }) => name} />
        <May do="queues:inspect">
          <p className="mt-2">
            {/* Not a page of ours: the browser must ask the server for it. */}
            <a href="/queues">{said.inspect}</a>
          </p>
        </May>
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
