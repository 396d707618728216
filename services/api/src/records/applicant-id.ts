import { type RawBuilder, sql } from 'kysely';
import { storable } from './storable.ts';

/** Longer ids are told apart by the rows, not by the index, whose entries are limited. */
export const indexedIdCharacters = 200;

const idsOf = { decisions: sql`decisions.applicant_id`, undecided_rows: sql`undecided_rows.applicant_id` };
const indexed = sql`left(${idsOf.decisions}, ${sql.lit(indexedIdCharacters)})`;

/** The decisions, or the rows without one, of one applicant, by the index. */
export function isApplicant(
  applicantId: string,
  table: keyof typeof idsOf = 'decisions',
): RawBuilder<boolean> {
  const id = storable(applicantId);
  const length = sql.lit(indexedIdCharacters);
  return sql<boolean>`left(${idsOf[table]}, ${length}) = left(${id}, ${length}) and ${idsOf[table]} = ${id}`;
}

/** The decisions of all applicants whose ids begin so, by the same index. */
export function hasIdPrefix(prefix: string): RawBuilder<boolean> {
  const begin = storable(prefix);
  const characters = [...begin];
  const pattern = `${characters
    .slice(0, indexedIdCharacters)
    .join('')
    .replaceAll(/[\\%_]/g, '\\$&')}%`;
  const isLike = sql<boolean>`${indexed} like ${pattern}`;
  if (characters.length <= indexedIdCharacters) return isLike;
  return sql<boolean>`${isLike} and starts_with(decisions.applicant_id, ${begin})`;
}
