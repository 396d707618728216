import type { AuditChange } from '@bora/contracts';
import type { JSONColumnType } from 'kysely';
import type { LiveKind } from './said-live.ts';

export interface AuditTables {
  readonly audit_entries: AuditEntryRow;
  readonly audit_head: AuditHeadRow;
  readonly known_live: { kind: LiveKind; name: string; version: string; moved_at: string };
}

interface AuditEntryRow {
  readonly sequence: number;
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  readonly outcome: string;
  readonly actor_id: string;
  readonly actor_name: string;
  readonly actor_kind: string;
  readonly actor_roles: string[];
  readonly address: string | null;
  readonly user_agent: string | null;
  readonly object_type: string;
  readonly object_id: string | null;
  readonly request_id: string | null;
  readonly subject: string | null;
  readonly problem: string | null;
  readonly changes: JSONColumnType<AuditChange[]>;
  readonly previous_hash: string;
  readonly hash: string;
}

interface AuditHeadRow {
  readonly sequence: number;
  readonly hash: string;
  readonly seal: string;
}
