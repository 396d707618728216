import type { AuditEntry, AuditHead } from '@bora/contracts';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { entryOf } from './entry-rows.ts';

/** What a page of the trail is asked for. */
export interface AuditFilter {
  readonly action?: string | undefined;
  readonly outcome?: string | undefined;
  readonly actor?: string | undefined;
  readonly objectType?: string | undefined;
  readonly objectId?: string | undefined;
  /** One of these. */
  readonly subjects?: readonly string[] | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

const rowsOfStep = 1_000;

/** Entries that fit, newest first, older than `before`. */
export async function readEntries(
  query: Kysely<Tables>,
  filter: AuditFilter,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<AuditEntry[]> {
  const { action, outcome, actor, objectType, objectId, subjects, from, until } = filter;
  let rows = query.selectFrom('audit_entries').selectAll().orderBy('sequence', 'desc').limit(limit);
  if (before !== undefined) rows = rows.where('sequence', '<', before);
  if (action) rows = rows.where('action', '=', action);
  if (outcome) rows = rows.where('outcome', '=', outcome);
  if (actor) rows = rows.where((is) => is.or([is('actor_id', '=', actor), is('actor_name', '=', actor)]));
  if (objectType) rows = rows.where('object_type', '=', objectType);
  if (objectId) rows = rows.where('object_id', '=', objectId);
  if (subjects) rows = rows.where('subject', 'in', subjects);
  if (from) rows = rows.where('at', '>=', from);
  if (until) rows = rows.where('at', '<', until);
  return (await rows.execute()).map(entryOf);
}

/** Entries behind `after` in their order, at most `limit` and none behind `until`; a thousand of them in memory. */
export async function* entriesInOrder(
  query: Kysely<Tables>,
  after: number,
  { until = Number.MAX_SAFE_INTEGER, limit = Number.MAX_SAFE_INTEGER }: { until?: number; limit?: number },
): AsyncGenerator<AuditEntry> {
  let last = after;
  let left = limit;
  while (left > 0) {
    const wanted = Math.min(left, rowsOfStep);
    const rows = await query
      .selectFrom('audit_entries')
      .selectAll()
      .where('sequence', '>', last)
      .where('sequence', '<=', until)
      .orderBy('sequence')
      .limit(wanted)
      .execute();
    for (const row of rows) yield entryOf(row);
    if (rows.length < wanted) return;
    left -= wanted;
    last = rows.at(-1)!.sequence;
  }
}

export async function readHead(query: Kysely<Tables>): Promise<AuditHead & { readonly seal: string }> {
  return query.selectFrom('audit_head').select(['sequence', 'hash', 'seal']).executeTakeFirstOrThrow();
}
