import { type AuditKeys, genesis } from '@bora/audit';
import { type AuditContent, type AuditHead, forgedHeadAction } from '@bora/contracts';
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { systemContent } from './system-trail.ts';

export interface TrustedHead {
  readonly head: AuditHead;
  /** What has to be appended before anything else: that the head which was found is none of ours. */
  readonly first: readonly AuditContent[];
}

/**
 * What the next entry follows, locked until the transaction ends. A head that no api with the key sealed is not sealed
 * anew in silence: the chain goes on behind what stands there, with an entry that every later verification reports.
 */
export async function trustedHead(transaction: Transaction<Tables>, keys: AuditKeys): Promise<TrustedHead> {
  const { seal, ...head } = await transaction
    .selectFrom('audit_head')
    .select(['sequence', 'hash', 'seal'])
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (head.sequence > 0 && keys.isSealed(head, seal)) return { head, first: [] };
  const last = await transaction
    .selectFrom('audit_entries')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  const isNew = head.sequence === genesis.sequence && head.hash === genesis.hash && !last;
  return {
    head: last ?? genesis,
    first: isNew ? [] : [systemContent({ action: forgedHeadAction, objectId: null })],
  };
}
