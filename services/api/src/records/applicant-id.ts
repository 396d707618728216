import { type RawBuilder, sql } from 'kysely';
import { storable } from './storable.ts';

/** Longer ids are told apart by the rows, not by the index, whose entries are limited. */
export const indexedIdCharacters = 200;

const indexed = sql`left(decisions.applicant_id, ${sql.lit(indexedIdCharacters)})`;

/** The decisions of one applicant, by the index. */
export function isApplicant(applicantId: string): RawBuilder<boolean> {
  const id = storable(applicantId);
  return sql<boolean>`${indexed} = left(${id}, ${sql.lit(indexedIdCharacters)}) and decisions.applicant_id = ${id}`;
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
