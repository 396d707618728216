import type { AuditContent, AuditEntry, AuditHead } from '@bora/contracts';
import { appendEntry, genesis } from '../src/index.ts';

/** What somebody did, the same for the same number. */
export function content(number: number): AuditContent {
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    at: new Date(Date.UTC(2026, 0, 1) + number * 1_000).toISOString(),
    action: 'policy.create',
    outcome: 'done',
    actor: { id: `person-${number}`, name: 'Ana Souza', kind: 'person', roles: ['analyst', 'officer'] },
    address: '127.0.0.1',
    userAgent: 'invented/1',
    objectType: 'policy',
    objectId: `default/${number}`,
    requestId: `request-${number}`,
    subject: 'ab'.repeat(32),
    problem: 'internal',
    changes: [{ setting: 'approveBelow', from: '0.2', to: '0.18' }],
  };
}

export function chainOf(count: number): { entries: AuditEntry[]; head: AuditHead } {
  const entries: AuditEntry[] = [];
  let head = genesis;
  for (let number = 1; number <= count; number += 1) {
    const entry = appendEntry(head, content(number));
    entries.push(entry);
    head = { sequence: entry.sequence, hash: entry.hash };
  }
  return { entries, head };
}
