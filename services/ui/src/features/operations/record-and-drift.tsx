import { driftMinimumScores, type Operations, type ScoreDrift } from '@bora/contracts';
import { type PlainColumn, PlainTable } from '../../shared/plain-table.tsx';
import { sayAge, sayCount, sayPsi } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';
import { Card } from './card.tsx';

const said = texts.operations;
type RefusedModel = Operations['refusedModels'][number];

const driftColumns: readonly PlainColumn<ScoreDrift>[] = [
  { name: said.model, look: 'name', cell: ({ model }) => `${model.name} ${model.version}` },
  { name: said.psi, look: 'number', cell: sayDrift },
  { name: said.scores, look: 'number', cell: ({ scores }) => sayCount(scores) },
];

const refusedColumns: readonly PlainColumn<RefusedModel>[] = [
  { name: said.model, look: 'name', cell: ({ name, version }) => `${name} ${version}` },
  { name: said.reason, look: 'name', cell: ({ message }) => message },
];

/** What the last day brought, what waits for the record, how far scores have moved, which models were refused. */
export function RecordAndDrift({ operations }: { operations: Operations }) {
  const { batches, unrecorded, drift, refusedModels } = operations;
  return (
    <>
      <Card title={said.lastDay}>
        <dl className="grid gap-3 sm:grid-cols-3 lg:grid-cols-5">
          {(['uploading', 'scoring', 'completed', 'failed', 'cancelled'] as const).map((state) => (
            <Figure key={state} name={texts.batchState[state]} value={sayCount(batches[state])} />
          ))}
        </dl>
      </Card>
      <Card title={said.record}>
        <dl className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          <Figure name={said.unrecordedBatches} value={sayCount(unrecorded.batches)} />
          <Figure name={said.unrecordedScores} value={sayCount(unrecorded.scores)} />
          <Figure name={said.unrecordedAudit} value={sayCount(unrecorded.auditEntries)} />
          <Figure name={said.oldest} value={unrecorded.oldestAt ? sayAge(unrecorded.oldestAt) : texts.none} />
        </dl>
      </Card>
      {drift.length > 0 && (
        <Card title={said.drift}>
          <p className="mb-2">{said.driftMeaning(sayCount(driftMinimumScores))}</p>
          <PlainTable
            label={said.drift}
            columns={driftColumns}
            rows={drift}
            keyOf={({ model }) => `${model.name} ${model.version}`}
          />
        </Card>
      )}
      {refusedModels.length > 0 && (
        <Card title={said.refused}>
          <PlainTable
            label={said.refused}
            columns={refusedColumns}
            rows={refusedModels}
            keyOf={({ name, version }) => `${name} ${version}`}
          />
        </Card>
      )}
    </>
  );
}

function sayDrift({ psi, scores }: ScoreDrift): string {
  if (scores > 0 && scores < driftMinimumScores) return said.tooFewScores;
  return psi === null ? texts.none : sayPsi(psi);
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="label">{name}</dt>
      <dd className="numbers">{value}</dd>
    </div>
  );
}
