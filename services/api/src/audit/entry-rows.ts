import type { AuditEntry } from '@bora/contracts';
import type { Insertable, Selectable } from 'kysely';
import type { AuditTables } from './audit-tables.ts';

type Row = AuditTables['audit_entries'];

/** The entry that a row holds, as it stands there: whether it is the one that was written is for its hash to say. */
export function entryOf(row: Selectable<Row>): AuditEntry {
  return {
    sequence: row.sequence,
    id: row.id,
    at: row.at.toISOString(),
    action: row.action,
    outcome: row.outcome as AuditEntry['outcome'],
    actor: {
      id: row.actor_id,
      name: row.actor_name,
      kind: row.actor_kind as AuditEntry['actor']['kind'],
      roles: row.actor_roles,
    },
    address: row.address,
    userAgent: row.user_agent,
    objectType: row.object_type,
    objectId: row.object_id,
    requestId: row.request_id,
    subject: row.subject,
    problem: row.problem,
    changes: row.changes,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

export function rowOf(entry: AuditEntry): Insertable<Row> {
  return {
    sequence: entry.sequence,
    id: entry.id,
    at: new Date(entry.at),
    action: entry.action,
    outcome: entry.outcome,
    actor_id: entry.actor.id,
    actor_name: entry.actor.name,
    actor_kind: entry.actor.kind,
    actor_roles: entry.actor.roles,
    address: entry.address,
    user_agent: entry.userAgent,
    object_type: entry.objectType,
    object_id: entry.objectId,
    request_id: entry.requestId,
    subject: entry.subject,
    problem: entry.problem,
    changes: JSON.stringify(entry.changes),
    previous_hash: entry.previousHash,
    hash: entry.hash,
  };
}
