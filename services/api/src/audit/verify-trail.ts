import { type AuditKeys, verifyChain } from '@bora/audit';
import type { AuditFinding, AuditHead, AuditVerification } from '@bora/contracts';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { entriesInOrder, readHead } from './read-entries.ts';

export interface VerifiedStretch {
  /** The entry before the stretch, as the stretch before it found it. */
  readonly after: AuditHead;
  readonly limit: number;
  /** A head that was kept elsewhere. */
  readonly anchor: AuditHead | undefined;
}

/**
 * Verifies a stretch of the chain as it stands at one moment; the last one compares the end with the head and its
 * seal. An anchor is looked for in every stretch, because it costs one row.
 */
export async function verifyTrail(
  query: Kysely<Tables>,
  keys: AuditKeys,
  { after, limit, anchor }: VerifiedStretch,
): Promise<AuditVerification> {
  return query
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      const { seal, ...head } = await readHead(snapshot);
      const chain = verifyChain(after);
      for await (const entry of entriesInOrder(snapshot, after.sequence, { limit })) chain.add(entry);
      const isEnd = chain.verified < limit;
      const apart: AuditFinding[] = [];
      if (isEnd) {
        chain.end(head);
        if (head.sequence > 0 && !keys.isSealed(head, seal)) apart.push(forged(head.sequence));
      }
      if (anchor && (await hashAt(snapshot, anchor.sequence)) !== anchor.hash)
        apart.push(otherThanAnchored(anchor.sequence));
      return {
        verified: chain.verified,
        entries: head.sequence,
        findings: [...chain.findings, ...apart],
        head,
        next: isEnd ? null : chain.last,
      };
    });
}

async function hashAt(query: Kysely<Tables>, sequence: number): Promise<string | undefined> {
  const row = await query
    .selectFrom('audit_entries')
    .select('hash')
    .where('sequence', '=', sequence)
    .executeTakeFirst();
  return row?.hash;
}

function forged(sequence: number): AuditFinding {
  const text =
    'The head was not written by an api with this PAYLOAD_KEY: the chain may have been made anew without it.';
  return { kind: 'head-forged', sequence, text };
}

function otherThanAnchored(sequence: number): AuditFinding {
  const text = `Entry ${sequence} is not the one that was kept elsewhere: the trail was made anew or set back since.`;
  return { kind: 'anchor-differs', sequence, text };
}
