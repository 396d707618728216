import type { LivePointer } from '@bora/bundle';
import { type AuditAction, auditActions } from '@bora/contracts';
import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';

export type LiveKind = 'model' | 'policy';

/** The action that makes a version live, and the setting by which its entry says which. */
export const makesLive = {
  model: { action: 'model.promote', setting: 'champion' },
  policy: { action: 'policy.create', setting: 'live' },
} as const satisfies Record<LiveKind, { action: AuditAction; setting: string }>;

/** Entries that make the live version live again change nothing and name none; it was named not long before. */
const latest = 100;

/**
 * Whether the last that the trail says of a model or policy is that this version was made live, and the pointer has not been
 * moved since: its entry is written after the pointer, by the same api.
 */
export async function isSaidLive(
  transaction: Transaction<Tables>,
  kind: LiveKind,
  { name, version, movedAt }: LivePointer,
): Promise<boolean> {
  const { action, setting } = makesLive[kind];
  const entries = await transaction
    .selectFrom('audit_entries')
    .select(['at', 'changes'])
    .where('object_type', '=', auditActions[action].object)
    // A policy's entry is of the version that it stored.
    .where(sql<boolean>`(object_id = ${name} or starts_with(object_id, ${`${name}/`}))`)
    .where('action', '=', action)
    .where('outcome', '=', 'done')
    // A policy may be stored and not made live.
    .where(sql<boolean>`(changes = '[]' or changes @> ${JSON.stringify([{ setting }])}::jsonb)`)
    .orderBy('sequence', 'desc')
    .limit(latest)
    .execute();
  const said = entries.flatMap(({ changes }) => changes).find((change) => change.setting === setting);
  return said?.to === version && new Date(movedAt) <= entries[0]!.at;
}

/** Whether the trail ever said that anything of this kind was made live. */
export async function wasEverLive(transaction: Transaction<Tables>, kind: LiveKind): Promise<boolean> {
  const entry = await transaction
    .selectFrom('audit_entries')
    .select('sequence')
    .where('action', '=', makesLive[kind].action)
    .where('outcome', '=', 'done')
    .limit(1)
    .executeTakeFirst();
  return entry !== undefined;
}
