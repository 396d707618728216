import type { AuditChange, ErasureReport } from '@bora/contracts';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { SystemTrail } from '../audit/system-trail.ts';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import type { FailingWork } from '../records/failing-work.ts';
import { isAway } from '../records/passing-failure.ts';
import type { RecordTables } from '../records/record-tables.ts';
import { eraseApplicant } from './erase-applicant.ts';
import { holdsOn, lockRights } from './holds.ts';
import { findUnrecordable, type UnrecordedDependencies } from './unrecordable.ts';
import { mayBeUnrecorded } from './unrecorded.ts';

export interface ErasuresDependencies extends UnrecordedDependencies {
  readonly systemTrail: SystemTrail;
  readonly failing: FailingWork;
}

type Waiting = Pick<Selectable<RecordTables['erasures']>, 'id' | 'applicant_id' | 'requested_at'>;

/**
 * Does the erasures that wait, the oldest first, each once, whoever else looks; a crash leaves it waiting. A hold that was
 * placed meanwhile refuses it. It goes on waiting while the record may not hold yet all that it is about. One that fails
 * is told and goes on waiting, those behind it are done.
 *
 * @returns how many have ended.
 */
export async function eraseWaiting(
  dependencies: ErasuresDependencies,
  query: Kysely<Tables>,
): Promise<number> {
  const { failing } = dependencies;
  failing.keepOnly(await stillWaiting(query, failing.ids()));
  const passedOver = failing.resting();
  for (let ended = 0; ; ) {
    let id: string | undefined;
    try {
      const hasEnded = await query.transaction().execute(async (transaction) => {
        const next = await nextErasure(transaction, passedOver);
        id = next?.id;
        return next !== undefined && (await endErasure(dependencies, transaction, next));
      });
      if (id === undefined) return ended;
      failing.forget(id);
      if (hasEnded) ended += 1;
      else passedOver.push(id);
    } catch (error) {
      if (id === undefined || isAway(error)) throw error;
      failing.failed(id, error);
      passedOver.push(id);
    }
  }
}

async function stillWaiting(query: Kysely<Tables>, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const waiting = query.selectFrom('erasures').select('id').where('id', 'in', ids);
  return (await waiting.where('done_at', 'is', null).execute()).map(({ id }) => id);
}

async function nextErasure(
  transaction: Kysely<Tables>,
  passedOver: readonly string[],
): Promise<Waiting | undefined> {
  let waiting = transaction
    .selectFrom('erasures')
    .select(['id', 'applicant_id', 'requested_at'])
    .where('done_at', 'is', null)
    .orderBy('requested_at')
    .limit(1);
  if (passedOver.length > 0) waiting = waiting.where('id', 'not in', passedOver);
  return waiting.forUpdate().skipLocked().executeTakeFirst();
}

/** False: what it is about is not in the record yet. */
async function endErasure(
  dependencies: ErasuresDependencies,
  transaction: Transaction<Tables>,
  { id, applicant_id, requested_at }: Waiting,
): Promise<boolean> {
  const applicantId = applicant_id ?? '';
  if (await mayBeUnrecorded(dependencies.redis, applicantId, requested_at)) return false;
  const unrecordable = await findUnrecordable(dependencies, applicantId);
  await lockRights(transaction);
  const batches = unrecordable.map(({ source_id }) => source_id);
  const isHeld = (await holdsOn(transaction, applicantId, batches)).length > 0;
  const { report, failure } = isHeld
    ? { report: null, failure: 'on-hold' }
    : await eraseOrRefuse(() => eraseApplicant(dependencies, transaction, applicantId, unrecordable));
  await transaction
    .updateTable('erasures')
    .set({
      // What was asked for is forgotten with it.
      applicant_id: null,
      done_at: new Date(),
      failure,
      report: report && sql`${JSON.stringify(report)}::jsonb`,
    })
    .where('id', '=', id)
    .execute();
  await dependencies.systemTrail.append(transaction, {
    action: 'applicant.erased',
    objectId: id,
    subject: applicantId,
    outcome: failure === null ? 'done' : 'refused',
    problem: failure,
    changes: changesOf(report ?? {}),
  });
  return true;
}

/** How much was removed. */
function changesOf(counts: Partial<ErasureReport>): AuditChange[] {
  return Object.entries(counts).map(([setting, count]) => ({ setting, from: String(count), to: null }));
}

async function eraseOrRefuse(
  erase: () => Promise<ErasureReport>,
): Promise<{ report: ErasureReport | null; failure: string | null }> {
  try {
    return { report: await erase(), failure: null };
  } catch (error) {
    if (error instanceof ApiProblem) return { report: null, failure: error.code };
    throw error;
  }
}
