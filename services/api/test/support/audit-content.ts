import { randomUUID } from 'node:crypto';
import type { AuditContent } from '@bora/contracts';

/** What an entry of the trail says: that somebody looked at the scores of a batch on the first day of 2026. */
export function auditContent(change: Partial<AuditContent> = {}): AuditContent {
  return {
    id: randomUUID(),
    at: new Date(Date.UTC(2026, 0, 1)).toISOString(),
    action: 'batch.view-scores',
    outcome: 'done',
    actor: { id: 'somebody', name: 'Somebody', kind: 'person', roles: ['officer'] },
    address: null,
    userAgent: null,
    objectType: 'batch',
    objectId: null,
    requestId: null,
    subject: null,
    problem: null,
    changes: [],
    ...change,
  };
}
