import { type RawBuilder, sql } from 'kysely';
import { may, type Principal } from '../people/principal.ts';

/** Somebody who may not read everybody's decisions. */
export interface DecisionReader {
  readonly personId: string;
  /** Whether batches that were shared are among what may be read. */
  readonly readsShared: boolean;
}

/** Undefined: everybody's decisions may be read. */
export function readerOf(principal: Principal): DecisionReader | undefined {
  if (may(principal, 'decision:read-all')) return undefined;
  return { personId: principal.personId, readsShared: may(principal, 'batch:read') };
}

/** The same for who is to do something about a decision: sharing lets others read and no more. */
export function ownReaderOf(principal: Principal): DecisionReader | undefined {
  const reader = readerOf(principal);
  return reader && { ...reader, readsShared: false };
}

/** Decisions that the reader asked for, and those of shared batches. */
export function isReadableBy({ personId, readsShared }: DecisionReader): RawBuilder<boolean> {
  if (!readsShared) return sql<boolean>`officer = ${personId}`;
  // As an array, so that both sides may be looked up in an index.
  return sql<boolean>`(officer = ${personId} or source_id = any(array(select batch_id from shared_batches)))`;
}
