import { createHash } from 'node:crypto';
import type { AuditContent, AuditEntry, AuditHead } from '@bora/contracts';
import { canonicalJson } from './canonical-json.ts';

/** The head of a chain without an entry. */
export const genesis: AuditHead = { sequence: 0, hash: '0'.repeat(64) };

/** The entry that follows `head`. */
export function appendEntry(head: AuditHead, content: AuditContent): AuditEntry {
  const linked = { ...content, sequence: head.sequence + 1, previousHash: head.hash };
  return { ...linked, hash: entryHash(linked) };
}

/** SHA-256, in hexadecimal digits, of the UTF-8 bytes of the canonical form of everything but the hash itself. */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): string {
  const { hash: _, ...hashed } = entry as AuditEntry;
  return createHash('sha256').update(canonicalJson(hashed)).digest('hex');
}
