import type { LivePointer } from '@bora/bundle';
import type { AuditActor } from '@bora/contracts';
import { type Kysely, sql, type Transaction } from 'kysely';
import { advisoryLocks } from '../database/advisory-locks.ts';
import type { Tables } from '../database/tables.ts';
import { isSaidLive, type LiveKind, makesLive, wasEverLive } from './said-live.ts';
import type { SystemTrail } from './system-trail.ts';

export interface LiveSources {
  readonly query: Kysely<Tables>;
  readonly systemTrail: SystemTrail;
  /** The pointers of the stores as they stand now. */
  readonly readPointers: Readonly<Record<LiveKind, () => Promise<LivePointer[]>>>;
}

/** Whoever moved a pointer in the store itself: `bora models`, another tool, a hand. */
const outsider: AuditActor = { id: '', name: 'outside the api', kind: 'unknown', roles: [] };
/** Whoever set up the stores before the record began: there was nothing yet from which a pointer could be moved. */
const installation: AuditActor = { id: '', name: 'installation', kind: 'system', roles: [] };

/** A pointer that the trail did not know. */
export interface NoticedPointer extends LivePointer {
  /** It stood there when the record began, as `bora models seed` leaves it. */
  readonly isFirst: boolean;
}

/** Moves a pointer, whose move the trail records with the request: nobody takes it for one that was moved outside. */
export async function moveKnown<Moved>(
  query: Kysely<Tables>,
  kind: LiveKind,
  move: () => Promise<Moved>,
  pointerOf: (moved: Moved) => LivePointer,
): Promise<Moved> {
  return query.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLocks.livePointers)})`.execute(transaction);
    const moved = await move();
    await keep(transaction, kind, pointerOf(moved));
    return moved;
  });
}

/**
 * Records every pointer that is another than the trail knows: it was moved in the store, past the api, or, where nothing of
 * its kind was ever known, stood there when the record began. Does nothing while somebody moves one through an api, and looks
 * again with the next round.
 *
 * @returns those that were recorded.
 */
export async function noticeMoved({
  query,
  systemTrail,
  readPointers,
}: LiveSources): Promise<NoticedPointer[]> {
  return query.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(${sql.lit(advisoryLocks.livePointers)}) as mine`.execute(transaction);
    if (!rows[0]?.mine) return [];
    const noticed: NoticedPointer[] = [];
    const known = await transaction.selectFrom('known_live').selectAll().execute();
    for (const kind of ['model', 'policy'] as const) {
      const isFirst = !known.some((one) => one.kind === kind) && !(await wasEverLive(transaction, kind));
      for (const pointer of await readPointers[kind]()) {
        const before = known.find((one) => one.kind === kind && one.name === pointer.name);
        if (before?.version === pointer.version && before.moved_at === pointer.movedAt) continue;
        await keep(transaction, kind, pointer);
        // An api of an earlier release moved it, which kept nothing but the entry.
        if (!before && (await isSaidLive(transaction, kind, pointer))) continue;
        await systemTrail.append(transaction, {
          ...moveOf(kind, pointer, before),
          actor: isFirst ? installation : outsider,
        });
        noticed.push({ ...pointer, isFirst });
      }
    }
    return noticed;
  });
}

function moveOf(
  kind: LiveKind,
  { name, version, movedAt }: LivePointer,
  before: { version: string; moved_at: string } | undefined,
) {
  const { action, setting } = makesLive[kind];
  const changes = [
    { setting, from: before?.version ?? null, to: version },
    { setting: 'since', from: before?.moved_at ?? null, to: movedAt },
  ];
  return { action, objectId: name, changes };
}

async function keep(
  transaction: Transaction<Tables>,
  kind: LiveKind,
  { name, version, movedAt }: LivePointer,
) {
  const values = { version, moved_at: movedAt };
  await transaction
    .insertInto('known_live')
    .values({ kind, name, ...values })
    .onConflict((conflict) => conflict.columns(['kind', 'name']).doUpdateSet(values))
    .execute();
}
