import type { AuditTables } from '../audit/audit-tables.ts';
import type { PeopleTables } from '../people/people-tables.ts';
import type { RecordTables } from '../records/record-tables.ts';
import type { WorkflowTables } from '../workflow/workflow-tables.ts';

/** Every table of the database. */
export type Tables = PeopleTables & RecordTables & AuditTables & WorkflowTables;
