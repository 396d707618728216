import type { RecordedDecision } from '@bora/contracts';
import { DecisionId } from '@bora/contracts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import { type DecisionReader, isReadableBy } from './decision-reader.ts';
import { decisionColumns, viewDecisions } from './decision-view.ts';

const uuidLength = 36;

/** The decision of an id from outside. Throws `decision-not-found`. */
export async function readKnownDecision(
  database: Kysely<Tables>,
  id: string,
  /** Only where this one may read it. */
  reader?: DecisionReader,
): Promise<RecordedDecision> {
  const record = await database
    .selectFrom('decisions')
    .select(decisionColumns)
    .where(isDecision(id, reader))
    .executeTakeFirst();
  if (!record) throw decisionNotFound();
  const [view] = await viewDecisions(database, [record]);
  return view!;
}

/** Which row of `decisions` an id means. Throws `decision-not-found` where it cannot be one. */
export function isDecision(given: string, reader?: DecisionReader) {
  const id = DecisionId.safeParse(given.toLowerCase());
  const row = id.success ? Number(id.data.slice(uuidLength + 1)) : Number.NaN;
  if (!id.success || !(row <= 2 ** 31 - 1)) throw decisionNotFound();
  const isIt = sql<boolean>`source_id = ${id.data.slice(0, uuidLength)}::uuid and row_number = ${row}`;
  return reader ? sql<boolean>`${isIt} and ${isReadableBy(reader)}` : isIt;
}

export function decisionNotFound(): ApiProblem {
  return new ApiProblem('decision-not-found', 'There is no decision with this id in the record.');
}
