import type { AuditTables } from '../audit/audit-tables.ts';

/** Every table of the database. */
export interface Tables extends AuditTables {}
