import { type AuditEntry, AuditOutcome, auditActions } from '@bora/contracts';
import { useState } from 'react';
import { Button, buttonLook } from '../../shared/controls/button.tsx';
import { Choice, TextInput } from '../../shared/controls/fields.tsx';
import { Moment } from '../../shared/moment.tsx';
import { PageHeading } from '../../shared/page-heading.tsx';
import { PlainRows } from '../../shared/plain-rows.tsx';
import { Failure, Loading } from '../../shared/states.tsx';
import { workTexts } from '../../shared/texts/work.ts';
import { type AuditFilters, useAuditPages } from './use-audit.ts';
import { VerifyTrail } from './verify-trail.tsx';

const said = workTexts.audit;
const noFilters: AuditFilters = { action: '', outcome: '', actor: '', objectId: '', subject: '' };

/** Who did what; whether the trail is whole; the trail as a file. */
export function AuditPage() {
  const [filters, setFilters] = useState(noFilters);
  const pages = useAuditPages(filters);
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <div className="space-y-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <PageHeading title={said.title} introduction={said.introduction} />
        <a className={buttonLook('plain')} href="/v1/audit/export" download="audit.ndjson">
          {said.export}
        </a>
      </div>
      <VerifyTrail />
      <Filters filters={filters} onChange={setFilters} />
      <section className="card space-y-3" aria-label={said.title}>
        {pages.isError && <Failure error={pages.error} onRetry={() => pages.refetch()} />}
        {pages.isPending && <Loading />}
        {pages.data && entries.length === 0 && <p className="text-soft">{said.none}</p>}
        {entries.length > 0 && (
          <PlainRows label={said.title} columns={said.columns} rows={entries.map(rowOf)} />
        )}
        {pages.hasNextPage && (
          <Button onPress={() => pages.fetchNextPage()} isDisabled={pages.isFetchingNextPage}>
            {said.more}
          </Button>
        )}
      </section>
    </div>
  );
}

interface FiltersProps {
  readonly filters: AuditFilters;
  onChange(filters: AuditFilters): void;
}

function Filters({ filters, onChange }: FiltersProps) {
  const set = (name: keyof AuditFilters) => (value: string) => onChange({ ...filters, [name]: value });
  const actions = Object.keys(auditActions).map((code) => [code, said.actionName(code)] as const);
  const outcomes = AuditOutcome.options.map((code) => [code, said.outcomeName[code]] as const);
  return (
    <section className="card grid gap-4 sm:grid-cols-2 lg:grid-cols-5" aria-label={said.filters}>
      <Choice label={said.action} value={filters.action} options={actions} onChange={set('action')} />
      <Choice label={said.outcome} value={filters.outcome} options={outcomes} onChange={set('outcome')} />
      <TextInput label={said.actor} value={filters.actor} onChange={set('actor')} />
      <TextInput label={said.object} value={filters.objectId} onChange={set('objectId')} />
      <TextInput label={said.subject} value={filters.subject} onChange={set('subject')} />
    </section>
  );
}

function rowOf(entry: AuditEntry) {
  const { sequence, at, actor, address, action, objectId, outcome, problem, changes } = entry;
  const who = actor.name === '' ? said.nobody : actor.name;
  return {
    key: String(sequence),
    cells: [
      sequence,
      <Moment key="at" at={at} />,
      actor.kind === 'key' ? `${who} (${said.byKey})` : who,
      address,
      <span key="what" className="block min-w-36">
        {said.actionName(action)}
      </span>,
      <span key="of" className={`block [overflow-wrap:anywhere] ${objectId ? 'min-w-44' : ''}`}>
        {objectId}
      </span>,
      problem ? `${said.outcomeName[outcome]}: ${problem}` : said.outcomeName[outcome],
      <ul key="changes" className={`space-y-0.5 ${changes.length > 0 ? 'min-w-56' : ''}`}>
        {changes.map(({ setting, from, to }) => (
          <li key={setting} className="[overflow-wrap:anywhere]">
            {said.from(setting, from, to)}
          </li>
        ))}
      </ul>,
    ],
  };
}
